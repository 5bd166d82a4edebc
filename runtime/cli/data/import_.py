"""`jtsc data import`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jtsc.cli.failure import report_error
from jtsc.errors import UserError
from runtime.cli.data.options import json_option, store_option
from runtime.cli.progress import progress
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.market_data.loaded_bars import LoadedBars
    from runtime.storage.ports import BarStore

DEFAULT_SOURCE = "file"


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--source", default=DEFAULT_SOURCE, show_default=True, metavar="NAME", help="Whose bars these are."
)
@click.option("--columns", metavar="LIST", help="Columns by other names: close=adj_close,timestamp=date.")
@click.option("--timeframe", metavar="SPAN", help="Length of a bar; found from the data if not given.")
@store_option
@json_option
def import_(
    files: tuple[Path, ...],
    source: str,
    columns: str | None,
    timeframe: str | None,
    store: Path | None,
    as_json: bool,
) -> int:
    """Put bars from Parquet and CSV files into the store.

    Bars that the store has already from the same source are replaced, so importing twice, or again after an
    interruption, is the same as importing once. Bad rows are left out and reported.

    \b
    Examples:
      jtsc data import bars.parquet --source krx
      jtsc data import samsung.csv --columns close=adj_close --timeframe 1d
    """
    from runtime.app import open_store
    from runtime.market_data.column_map import parse_columns
    from runtime.market_data.timeframe import parse_timeframe

    imported, failed = [], False
    try:
        name = _source_name(source)
        mapping = parse_columns(columns) if columns else None
        timeframe_ns = parse_timeframe(timeframe) if timeframe else None
        with open_store(store, create=True) as opened:
            for path in files:
                try:
                    loaded = _read(path, mapping, timeframe_ns)
                except RunError as error:
                    failed = True
                    report_error(f"{path}: {error.message}", error.hint)
                    continue
                _store(opened.bars, path, loaded, name)
                imported.append(_summary(path, loaded, name))
                if not as_json:
                    _show(imported[-1])
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    if as_json:
        click.echo(json.dumps({"imported": imported}, ensure_ascii=False, indent=1))
    return 2 if failed else 0


def _source_name(text: str) -> str:
    name = text.strip()
    if not name or "," in name:
        raise RunError(f"'{text}' is no name of a source", "give one name without commas: --source krx")
    return name


def _read(path: Path, mapping: Mapping[str, str] | None, timeframe_ns: int | None) -> LoadedBars:
    from runtime.market_data.bar_file import read_bars

    with progress(1) as stage:
        stage(f"reading {path.name}")
        return read_bars(path, mapping=mapping, timeframe_ns=timeframe_ns)


def _store(store: BarStore, path: Path, loaded: LoadedBars, source: str) -> None:
    from runtime.storage.import_bars import PIECE_ROWS, import_bars

    rows = loaded.bars.rows
    with progress(rows // PIECE_ROWS + 2) as stage:
        stage(f"storing {path.name}")
        for done in import_bars(store, loaded.bars, source, loaded.amount):
            stage(f"storing {path.name}: {done:,} of {rows:,} bars")


def _summary(path: Path, loaded: LoadedBars, source: str) -> dict[str, Any]:
    from runtime.market_data.timeframe import timeframe_label

    bars = loaded.bars
    return {
        "file": str(path),
        "source": source,
        "timeframe": timeframe_label(bars.timeframe_ns),
        "symbols": len(bars.symbols),
        "bars": bars.rows,
        "halts": int(bars.halted.sum()),
        "rejected_rows": {group.reason.text: group.count for group in loaded.rejected},
        "rejected_first": {group.reason.text: group.examples[0].text for group in loaded.rejected},
        "notes": list(loaded.notes),
    }


def _show(summary: Mapping[str, Any]) -> None:
    bars, symbols, halts = summary["bars"], summary["symbols"], summary["halts"]
    click.echo(
        f"{summary['file']}: {bars:,} {summary['timeframe']} bar{'' if bars == 1 else 's'}"
        f" of {symbols:,} symbol{'' if symbols == 1 else 's'} from {summary['source']}"
        + (f", {halts:,} of them halts" if halts else "")
    )
    for reason, count in summary["rejected_rows"].items():
        click.echo(f"  left out {count:,}: {reason}; first {summary['rejected_first'][reason]}")
    for note in summary["notes"]:
        click.echo(f"  note: {note}")
