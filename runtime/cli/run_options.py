"""The options that say what is run: those of `jtsc backtest` and of every command that runs as it does."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from runtime.cli.data.options import split_list, store_option
from runtime.cli.dates import parse_end, parse_start
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.data_origin import DataOrigin
    from runtime.backtest.request import BacktestRequest
    from runtime.engine.tiles import Tiling

C = TypeVar("C", bound=Callable[..., Any])

_MOST_THREADS = 64
_MOST_CORES = 8  # beyond them memory is what a run waits for

_ORIGIN = (
    click.option(
        "--data",
        type=click.Path(path_type=Path),
        help="The bars: a Parquet or CSV file; the store if not given.",
    ),
    click.option(
        "--quotes",
        type=click.Path(path_type=Path),
        help="Instead of bars a stream of quotes: last price, size, bid and ask; bars are built from it.",
    ),
    click.option(
        "--source", metavar="LIST", help="Whose bars of the store; of several, the first that has one."
    ),
    store_option,
    click.option("--columns", metavar="LIST", help="Columns by other names: close=adj_close,timestamp=date."),
)
_REQUEST = (
    click.option("--symbols", metavar="LIST", help="Only these, separated by commas."),
    click.option(
        "--timeframe", metavar="SPAN", help="Length of a bar (1d, 1h, 5m); found from the data if not given."
    ),
    click.option(
        "--venue",
        help="Whose sessions the data follows: krx, us or crypto; told by the symbols if not given.",
    ),
    click.option("--from", "start", metavar="DATE", help="First day of trading; bars before it warm up."),
    click.option("--to", "end", metavar="DATE", help="Last day, included."),
    click.option(
        "--cash", default="10_000_000", show_default=True, metavar="AMOUNT", help="Cash of each account."
    ),
    click.option("--currency", metavar="CODE", help="KRW, USD, ...: fixes the smallest unit of cash."),
    click.option(
        "--param",
        "parameters",
        multiple=True,
        metavar="NAME=VALUE",
        help="A parameter's value; may be repeated.",
    ),
    click.option(
        "--costs",
        default="none",
        show_default=True,
        metavar="RATES",
        help="A table (krx, upbit, binance), or rates: buy=0.015%,sell=0.015%,tax=0.2%.",
    ),
    click.option(
        "--slippage",
        metavar="RATE",
        help="Against you on every market fill: 2bp; the strategy's if not given, else none.",
    ),
    click.option(
        "--lot", default="1", show_default=True, metavar="STEP", help="Smallest step of a quantity."
    ),
    click.option("--tick", metavar="STEP", help="Smallest step of a price; any price if not given."),
    click.option("--per-symbol", is_flag=True, help="Each symbol its own account and cash (screening)."),
    click.option(
        "--metrics-from",
        type=click.Choice(["first_tradable", "all"]),
        default="first_tradable",
        show_default=True,
        help="Where results begin: the first bar that could trade, or the first bar.",
    ),
    click.option(
        "--sharpe",
        type=click.Choice(["geometric", "arithmetic"]),
        default="geometric",
        show_default=True,
        help="How returns are annualised in Sharpe, Sortino and volatility.",
    ),
    click.option(
        "--close-at-end", is_flag=True, help="Close open positions at the last close, costs charged."
    ),
)
_THREADS = click.option(
    "--threads",
    type=click.IntRange(1, _MOST_THREADS),
    metavar="N",
    help=f"How many work at once, a core each (at most {_MOST_CORES}) if not given; results stay the same.",
)
_MEMORY = click.option(
    "--memory",
    metavar="SIZE",
    help="What bars of the store may take (4GB), half of the machine's if not given; more lie in a file"
    " beside the store. Results stay the same.",
)


def run_options(command: C) -> C:
    """Add to a command what it runs over, and how."""
    for option in reversed((*_ORIGIN, *_REQUEST, _THREADS, _MEMORY)):
        command = option(command)
    return command


def read_request(options: Mapping[str, Any]) -> BacktestRequest:
    """Return the request that the options make.

    Raises:
        RunError: an option cannot be what it is.
    """
    from runtime.backtest.amounts import parse_positive
    from runtime.backtest.cost_tables import parse_costs
    from runtime.backtest.request import BacktestRequest
    from runtime.market_data.timeframe import parse_timeframe

    request = BacktestRequest(
        parameters=options["parameters"],
        costs=parse_costs(options["costs"], options["slippage"] or "0%"),
        slippage_given=options["slippage"] is not None,
        cash=parse_positive(options["cash"], "--cash"),
        lot=parse_positive(options["lot"], "--lot", "0.0001"),
        tick=parse_positive(options["tick"], "--tick", "0.01") if options["tick"] else None,
        currency=options["currency"],
        symbols=split_list(options["symbols"]) if options["symbols"] else None,
        timeframe_ns=parse_timeframe(options["timeframe"]) if options["timeframe"] else None,
        venue=options["venue"],
        start_ns=parse_start(options["start"]) if options["start"] else None,
        end_ns=parse_end(options["end"]) if options["end"] else None,
        per_symbol=options["per_symbol"],
        close_at_end=options["close_at_end"],
        metrics_from_all=options["metrics_from"] == "all",
        sharpe=options["sharpe"],
        tiling=tiling(options["threads"]),
        memory_bytes=memory_bytes(options["memory"]),
    )
    if request.start_ns is not None and request.end_ns is not None and request.start_ns >= request.end_ns:
        raise RunError("--from is not before --to", "write the earlier date first")
    return request


def tiling(threads: int | None) -> Tiling:
    """Return how work is spread over so many threads, a core each if it is not said."""
    from runtime.engine.tiles import Tiling

    return Tiling(threads or min(os.cpu_count() or 1, _MOST_CORES))


def memory_bytes(text: str | None) -> int | None:
    """Return a size in bytes, half of the machine's memory if it is not said; None where that is not known.

    Raises:
        RunError: it is no size.
    """
    if text is None:
        known = hasattr(os, "sysconf")  # not on Windows, where there is no store either
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2 if known else None
    from runtime.backtest.amounts import parse_size

    return parse_size(text, "--memory")


def read_origin(options: Mapping[str, Any]) -> DataOrigin:
    """Return where the data comes from: the file named, else the store.

    Raises:
        RunError: two files are named, or the names of columns are none.
    """
    from runtime.backtest.data_origin import DataOrigin, OriginKind
    from runtime.market_data.column_map import BARS, QUOTES, parse_columns

    data, quotes, columns = options["data"], options["quotes"], options["columns"]
    if data is None and quotes is None:
        return DataOrigin(OriginKind.STORE, options["store"], sources=split_list(options["source"]))
    if data is not None and quotes is not None:
        raise RunError("--data and --quotes are given", "bars are built from the quotes: leave --data out")
    layout = BARS if quotes is None else QUOTES
    mapping = parse_columns(columns, layout.aliases) if columns else {}
    return DataOrigin(OriginKind.BARS if quotes is None else OriginKind.QUOTES, data or quotes, mapping)
