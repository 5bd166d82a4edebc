"""`jtsc backtest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jtsc.driver import Rejected, compile_file, load_kernel
from jtsc.errors import UserError
from runtime.cli.dates import parse_end, parse_start
from runtime.cli.progress import progress
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.request import BacktestRequest
    from runtime.backtest.run import Backtest

_STAGES = 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Bars: a Parquet or CSV file.")
@click.option("--columns", help="Columns of the file by other names: close=adj_close,timestamp=date.")
@click.option("--symbols", help="Only these, separated by commas.")
@click.option("--timeframe", help="Length of a bar (1d, 1h, 5m); found from the data if not given.")
@click.option("--from", "start", metavar="DATE", help="First day of trading; earlier bars warm the strategy up.")
@click.option("--to", "end", metavar="DATE", help="Last day, included.")
@click.option("--cash", default="10_000_000", show_default=True, help="Cash at the start, of each account.")
@click.option("--currency", help="KRW, USD, ...: fixes the smallest unit of cash.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter's value.")
@click.option("--costs", default="none", show_default=True, help="none, krx, upbit, binance, or buy=..%,sell=..%,tax=..%.")
@click.option("--slippage", default="0%", show_default=True, help="Taken on market fills, against you: 2bp, 0.05%.")
@click.option("--lot", default="1", show_default=True, help="Smallest step of a quantity.")
@click.option("--tick", help="Smallest step of an order's price; any price if not given.")
@click.option("--per-symbol", is_flag=True, help="Each symbol its own account and cash (screening).")
@click.option(
    "--metrics-from",
    type=click.Choice(["first_tradable", "all"]),
    default="first_tradable",
    show_default=True,
    help="Count results from the first bar that could trade, or from the first bar.",
)
@click.option("--sharpe", type=click.Choice(["geometric", "arithmetic"]), default="geometric", show_default=True)
@click.option("--close-at-end", is_flag=True, help="Close what is open at the last bar's close, costs charged.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--report", type=click.Path(path_type=Path), help="Write an HTML report, one file that works offline.")
@click.option("--trades", type=click.Path(path_type=Path), help="Write the trades as Parquet.")
def backtest(file: Path, as_json: bool, report: Path | None, trades: Path | None, **options: Any) -> int:
    """Run a strategy over history.

    Decisions fall at a bar's close and fill at the next bar's open. All symbols share one account unless
    --per-symbol is given.

    \b
    Examples:
      jtsc backtest strategies/sma_crossover.jts --data bars.parquet --costs krx --currency KRW
      jtsc backtest trend.jts --data goog.csv --cash 10_000 --param fast=10 --report report.html
    """
    from jtsc.cli.diagnose import print_diagnostics

    try:
        with progress(_STAGES) as stage:
            stage("compiling")
            artifact = compile_file(file).artifact
            kernel = load_kernel(artifact)
            from runtime.app import run_ledger, system_clock
            from runtime.backtest.run import run_backtest

            request = _request(**options)
            clock = system_clock()
            stage("reading bars and trading")
            done = run_backtest(artifact, kernel, request, clock)
            stage("writing")
            _write_files(done, report, trades)
            from runtime.backtest.record import record_run

            stage("remembering the run")
            record_run(run_ledger(), done.summary, clock)
    except Rejected as rejected:
        print_diagnostics(rejected.source, rejected.diagnostics)
        return 1
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    _show(done, report, trades, as_json=as_json)
    return 0


def _request(**options: Any) -> BacktestRequest:
    from runtime.backtest.amounts import parse_positive
    from runtime.backtest.cost_tables import parse_costs
    from runtime.backtest.request import BacktestRequest
    from runtime.market_data.column_map import parse_columns
    from runtime.market_data.timeframe import parse_timeframe

    symbols = options["symbols"]
    request = BacktestRequest(
        data=options["data"],
        parameters=options["parameters"],
        costs=parse_costs(options["costs"], options["slippage"]),
        cash=parse_positive(options["cash"], "--cash"),
        lot=parse_positive(options["lot"], "--lot"),
        tick=parse_positive(options["tick"], "--tick") if options["tick"] else None,
        currency=options["currency"],
        symbols=tuple(name.strip() for name in symbols.split(",") if name.strip()) if symbols else None,
        columns=parse_columns(options["columns"]) if options["columns"] else {},
        timeframe_ns=parse_timeframe(options["timeframe"]) if options["timeframe"] else None,
        start_ns=parse_start(options["start"]) if options["start"] else None,
        end_ns=parse_end(options["end"]) if options["end"] else None,
        per_symbol=options["per_symbol"],
        close_at_end=options["close_at_end"],
        metrics_from_all=options["metrics_from"] == "all",
        sharpe=options["sharpe"],
    )
    if request.start_ns is not None and request.end_ns is not None and request.start_ns >= request.end_ns:
        raise RunError("--from is not before --to", "write the earlier date first")
    return request


def _write_files(done: Backtest, report: Path | None, trades: Path | None) -> None:
    if report is not None:
        from runtime.backtest.report.html import write_html

        write_html(report, done.summary, done.outcome, done.bars, done.timeline, done.grid)
    if trades is not None:
        from runtime.backtest.report.trades import write_trades

        write_trades(trades, done.outcome, done.bars, done.grid)


def _show(done: Backtest, report: Path | None, trades: Path | None, *, as_json: bool) -> None:
    if as_json:
        import json

        from runtime.backtest.report.json_object import to_json

        click.echo(json.dumps(to_json(done.summary), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from runtime.backtest.report.terminal import print_summary

    print_summary(done.summary, Console(highlight=False))
    for path, what in ((report, "report"), (trades, "trades")):
        if path is not None:
            click.echo(f"{what}: {path}")
