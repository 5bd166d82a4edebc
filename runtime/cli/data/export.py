"""`jtsc data export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jtsc.errors import UserError
from runtime.cli.data.options import split_list, store_option
from runtime.cli.dates import parse_end, parse_start
from runtime.cli.progress import progress
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.domain.bars import Bars


@click.command()
@click.argument("symbols")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A .parquet or .csv file.")
@click.option("--timeframe", default="1d", show_default=True, metavar="SPAN", help="Length of a bar.")
@click.option("--source", metavar="LIST", help="Whose bars; of several, the first that has a bar gives it.")
@click.option("--from", "start", metavar="DATE", help="First day.")
@click.option("--to", "end", metavar="DATE", help="Last day, included.")
@store_option
def export(
    symbols: str,
    out: Path,
    timeframe: str,
    source: str | None,
    start: str | None,
    end: str | None,
    store: Path | None,
) -> int:
    """Write bars of the store into a file.

    `jtsc data import` and `jtsc backtest --data` read such a file. SYMBOLS are separated by commas; `all` is
    every one.

    \b
    Examples:
      jtsc data export 005930,000660 --out two.parquet
      jtsc data export all --timeframe 1m --source krx --from 2026-01-02 --out minutes.parquet
    """
    from runtime.app import open_store
    from runtime.backtest.report.whole_file import require_writable
    from runtime.cli.data.bar_output import require_format, write_bars
    from runtime.market_data.timeframe import parse_timeframe
    from runtime.storage.load_bars import load_amounts, load_bars

    try:
        require_format(out)
        require_writable(out)
        timeframe_ns = parse_timeframe(timeframe)
        names, sources = None if symbols.strip() == "all" else split_list(symbols), split_list(source)
        start_ns, end_ns = parse_start(start) if start else None, parse_end(end) if end else None
        with progress(2) as stage:
            stage("reading the store")
            with open_store(store) as opened:
                bars = load_bars(
                    opened.bars,
                    timeframe_ns,
                    symbols=names,
                    start_ns=start_ns,
                    end_ns=end_ns,
                    sources=sources,
                )
                amount = load_amounts(opened.bars, bars, start_ns=start_ns, end_ns=end_ns, sources=sources)
            stage(f"writing {out.name}")
            write_bars(out, bars, amount)
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    click.echo(f"{out}: {_extent(bars)}")
    return 0


def _extent(bars: Bars) -> str:
    return f"{_counted(bars.rows, 'bar')} of {_counted(len(bars.symbols), 'symbol')}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
