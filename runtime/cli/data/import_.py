"""`jtsc data import`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from jtsc.cli.failure import report_error
from jtsc.errors import UserError
from runtime.cli.data.options import json_option, store_option
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.storage.store import Store

DEFAULT_SOURCE = "file"


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--kind",
    type=click.Choice(["bars", "instruments"]),
    default="bars",
    show_default=True,
    help="What the files hold.",
)
@click.option("--source", metavar="NAME", help=f"Whose bars these are; {DEFAULT_SOURCE} if not given.")
@click.option("--columns", metavar="LIST", help="Columns by other names: close=adj_close,timestamp=date.")
@click.option("--timeframe", metavar="SPAN", help="Length of a bar; found from the data if not given.")
@store_option
@json_option
def import_(
    files: tuple[Path, ...],
    kind: str,
    source: str | None,
    columns: str | None,
    timeframe: str | None,
    store: Path | None,
    as_json: bool,
) -> int:
    """Put bars or instruments into the store.

    FILE is Parquet or CSV.

    Bars that the store has already from the same source are replaced, so importing twice, or again after an
    interruption, is the same as importing once. So are instruments of the same code, in the columns that the
    file has. Bad rows are left out and reported.

    \b
    Examples:
      jtsc data import bars.parquet --source krx
      jtsc data import samsung.csv --columns close=adj_close --timeframe 1d
      jtsc data import listed.csv --kind instruments
    """
    from runtime.app import open_store
    from runtime.market_data.errors import DataError

    imported, failed = [], False
    try:
        importer = _importer(kind, source, columns, timeframe)
        with open_store(store, create=True) as opened:
            for path in files:
                try:
                    imported.append(importer.store_file(opened, path))
                except DataError as error:
                    failed = True
                    report_error(f"{path}: {error.message}", error.hint)
                    continue
                if not as_json:
                    _show(imported[-1], importer)
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    if as_json:
        click.echo(json.dumps({"imported": imported}, ensure_ascii=False, indent=1))
    return 2 if failed else 0


class _Importer(Protocol):
    def store_file(self, store: Store, path: Path) -> dict[str, Any]: ...

    def describe(self, summary: Mapping[str, Any]) -> str: ...


def _importer(kind: str, source: str | None, columns: str | None, timeframe: str | None) -> _Importer:
    from runtime.market_data.column_map import BARS, parse_columns

    if kind == "bars":
        from runtime.cli.data.bar_import import BarImport
        from runtime.market_data.timeframe import parse_timeframe

        return BarImport(
            source=DEFAULT_SOURCE if source is None else source.strip(),
            mapping=parse_columns(columns, BARS.aliases) if columns else None,
            timeframe_ns=parse_timeframe(timeframe) if timeframe else None,
        )
    from runtime.cli.data.instrument_import import InstrumentImport
    from runtime.market_data.instruments.columns import ALIASES

    for option, value in (("--source", source), ("--timeframe", timeframe)):
        if value is not None:
            raise RunError(f"{option} says something of bars, not of instruments", f"leave {option} out")
    return InstrumentImport(parse_columns(columns, ALIASES) if columns else None)


def _show(summary: Mapping[str, Any], importer: _Importer) -> None:
    click.echo(f"{summary['file']}: {importer.describe(summary)}")
    for reason, count in summary["rejected_rows"].items():
        click.echo(f"  left out {count:,}: {reason}; first {summary['rejected_first'][reason]}")
    for note in summary["notes"]:
        click.echo(f"  note: {note}")
