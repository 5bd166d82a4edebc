"""`jtsc backtest`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jtsc.driver import Rejected, compile_file, load_kernel
from jtsc.errors import UserError
from runtime.cli.backtest_inputs import opened_inputs
from runtime.cli.data.options import store_option
from runtime.cli.dates import parse_end, parse_start
from runtime.cli.outputs import require_outputs, write_outputs
from runtime.cli.progress import progress
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.request import BacktestRequest
    from runtime.backtest.run import Backtest
    from runtime.clock import Clock

_STAGES = 4


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--data", type=click.Path(path_type=Path), help="The bars: a Parquet or CSV file; the store if not given."
)
@click.option(
    "--quotes",
    type=click.Path(path_type=Path),
    help="Instead of bars a stream of quotes: last price, size, bid and ask; bars are built from it.",
)
@click.option("--source", metavar="LIST", help="Whose bars of the store; of several, the first that has one.")
@store_option
@click.option("--columns", metavar="LIST", help="Columns by other names: close=adj_close,timestamp=date.")
@click.option("--symbols", metavar="LIST", help="Only these, separated by commas.")
@click.option(
    "--timeframe", metavar="SPAN", help="Length of a bar (1d, 1h, 5m); found from the data if not given."
)
@click.option(
    "--venue", help="Whose sessions the data follows: krx, us or crypto; told by the symbols if not given."
)
@click.option("--from", "start", metavar="DATE", help="First day of trading; bars before it warm up.")
@click.option("--to", "end", metavar="DATE", help="Last day, included.")
@click.option(
    "--cash", default="10_000_000", show_default=True, metavar="AMOUNT", help="Cash of each account."
)
@click.option("--currency", metavar="CODE", help="KRW, USD, ...: fixes the smallest unit of cash.")
@click.option(
    "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter's value; may be repeated."
)
@click.option(
    "--costs",
    default="none",
    show_default=True,
    metavar="RATES",
    help="A table (krx, upbit, binance), or rates: buy=0.015%,sell=0.015%,tax=0.2%.",
)
@click.option(
    "--slippage",
    default="0%",
    show_default=True,
    metavar="RATE",
    help="Against you on every market fill: 2bp.",
)
@click.option("--lot", default="1", show_default=True, metavar="STEP", help="Smallest step of a quantity.")
@click.option("--tick", metavar="STEP", help="Smallest step of a price; any price if not given.")
@click.option("--per-symbol", is_flag=True, help="Each symbol its own account and cash (screening).")
@click.option(
    "--metrics-from",
    type=click.Choice(["first_tradable", "all"]),
    default="first_tradable",
    show_default=True,
    help="Where results begin: the first bar that could trade, or the first bar.",
)
@click.option(
    "--sharpe",
    type=click.Choice(["geometric", "arithmetic"]),
    default="geometric",
    show_default=True,
    help="How returns are annualised in Sharpe, Sortino and volatility.",
)
@click.option("--close-at-end", is_flag=True, help="Close open positions at the last close, costs charged.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--report", type=click.Path(path_type=Path), help="Write one HTML file that works offline.")
@click.option("--trades", type=click.Path(path_type=Path), help="Write the trades as Parquet.")
@click.option("--surges", type=click.Path(path_type=Path), help="Write the detected surges as Parquet.")
def backtest(
    file: Path,
    data: Path | None,
    quotes: Path | None,
    as_json: bool,
    report: Path | None,
    trades: Path | None,
    surges: Path | None,
    **options: Any,
) -> int:
    """Run a strategy over bars of a file or of the store.

    Decisions fall at a bar's close and fill at the next bar's open. All symbols share one account unless
    --per-symbol is given.

    \b
    Examples:
      jtsc backtest strategies/sma_crossover.jts --data bars.parquet --costs krx --currency KRW
      jtsc backtest strategies/rsi_reversion.jts --data bars.csv --param oversold=25 --report report.html
      jtsc backtest strategies/unified_surge_scanner.jts --quotes quotes.parquet --timeframe 1m --venue krx
    """
    from jtsc.cli.diagnose import print_diagnostics

    outputs = _named({"--report": report, "--trades": trades, "--surges": surges})
    try:
        with progress(_STAGES) as stage:
            stage("compiling")
            artifact = compile_file(file).artifact
            kernel = load_kernel(artifact)
            from runtime.app import system_clock
            from runtime.backtest.run import run_backtest

            request = _request(**options)
            if surges is not None and not artifact.detects_surges:
                raise RunError(f"{artifact.name} has no surge_detection", "leave --surges out")
            require_outputs(outputs, _named({"the strategy": file, "the data": data, "the quotes": quotes}))
            clock = system_clock()
            stage("reading bars and trading")
            with opened_inputs(
                data=data,
                quotes=quotes,
                columns=options["columns"],
                store=options["store"],
                sources=options["source"],
                detects_surges=artifact.detects_surges,
            ) as inputs:
                done = run_backtest(artifact, kernel, request, inputs.source, clock)
                if inputs.surges is not None and done.surges is not None:
                    inputs.surges.append(done.surges)
            stage("writing")
            write_outputs(done, outputs)
            stage("remembering the run")
            unrecorded = _record(done, clock)
    except Rejected as rejected:
        print_diagnostics(rejected.source, rejected.diagnostics)
        return 1
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    _show(done, outputs, as_json=as_json)
    if unrecorded is not None:  # said last, so that the results are not lost
        raise UserError(unrecorded.message, unrecorded.hint)
    return 0


def _named(paths: Mapping[str, Path | None]) -> dict[str, Path]:
    return {name: path for name, path in paths.items() if path is not None}


def _request(**options: Any) -> BacktestRequest:
    from runtime.backtest.amounts import parse_positive
    from runtime.backtest.cost_tables import parse_costs
    from runtime.backtest.request import BacktestRequest
    from runtime.market_data.timeframe import parse_timeframe

    symbols = options["symbols"]
    request = BacktestRequest(
        parameters=options["parameters"],
        costs=parse_costs(options["costs"], options["slippage"]),
        cash=parse_positive(options["cash"], "--cash"),
        lot=parse_positive(options["lot"], "--lot", "0.0001"),
        tick=parse_positive(options["tick"], "--tick", "0.01") if options["tick"] else None,
        currency=options["currency"],
        symbols=tuple(name.strip() for name in symbols.split(",") if name.strip()) if symbols else None,
        timeframe_ns=parse_timeframe(options["timeframe"]) if options["timeframe"] else None,
        venue=options["venue"],
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


def _record(done: Backtest, clock: Clock) -> RunError | None:
    from runtime.app import run_ledger
    from runtime.backtest.record import record_run

    try:
        record_run(run_ledger(), done.summary, clock)
    except RunError as error:
        return error
    return None


def _show(done: Backtest, outputs: Mapping[str, Path], *, as_json: bool) -> None:
    if as_json:
        import json

        from runtime.backtest.report.json_object import to_json

        click.echo(json.dumps(to_json(done.summary), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from runtime.backtest.report.terminal import print_summary

    print_summary(done.summary, Console(highlight=False))
    for option, path in outputs.items():
        click.echo(f"{option.removeprefix('--')}: {path}")
