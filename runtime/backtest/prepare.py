"""Machine code before the clock runs: what numba compiles, or loads, is no part of a run's engine time."""

from dataclasses import replace
from decimal import Decimal
from types import ModuleType

import numpy as np

from jtsc.artifact import Artifact
from runtime.backtest.calendar_columns import Column
from runtime.backtest.feeds import Feeds
from runtime.backtest.grids import build_grid
from runtime.backtest.market_stage import market_signals
from runtime.backtest.quote_feed import build_quote_feed
from runtime.domain.bars import DAY_NS, INSTANT_NS, Bars, Float64s
from runtime.domain.costs import Costs
from runtime.domain.execution import Execution
from runtime.domain.limits import RiskLimits
from runtime.engine.account_stage import run_account_stage
from runtime.market_data.aggregate import CoarseBars
from runtime.market_data.timeline import build_timeline


def prepare_engine(artifact: Artifact, kernel: ModuleType, params: Float64s, feeds: Feeds) -> None:
    """Run both stages over a single bar of each clock, so that every function of them is ready."""
    bars = replace(_one_bar(), timeframe_ns=feeds.bars.timeframe_ns)
    seen = np.ones(1, np.int64)
    coarser = tuple(
        CoarseBars(replace(bars, timeframe_ns=coarse.bars.timeframe_ns), seen) for coarse in feeds.coarser
    )
    sessions = tuple(
        {name: _one_value(column) for name, column in columns.items()} for columns in feeds.sessions
    )
    quotes = None
    if feeds.quotes is not None:
        quote = replace(bars, timeframe_ns=INSTANT_NS)
        quotes = build_quote_feed(quote, sessions[0], CoarseBars(bars, seen), coarser)
    one_bar = Feeds(bars, coarser, sessions, np.zeros(1, np.int32), quotes)
    grid = build_grid(bars, Decimal(1), None, None)
    signals = market_signals(artifact, kernel, one_bar, grid, params, every_payload=True)
    signals.bits[:] = 0
    bars = one_bar.moments
    limits, execution = RiskLimits(), Execution(initial_cash=grid.cash_scale)
    tradable_rows = np.zeros(1, np.int64)
    run_account_stage(
        bars, build_timeline(bars), grid, Costs("none"), signals, limits, execution, tradable_rows
    )


def _one_value(column: Column) -> Column:
    return np.zeros(1, np.int64) if column.dtype == np.int64 else np.zeros(1)


def _one_bar() -> Bars:
    one = np.ones(1)
    return Bars(
        symbols=("",),
        starts=np.array([0, 1], np.int64),
        ts_open=np.zeros(1, np.int64),
        ts_close=np.full(1, DAY_NS, np.int64),
        open=one,
        high=one,
        low=one,
        close=one,
        volume=one,
        halted=np.zeros(1, np.bool_),
        price_scale=np.ones(1, np.int64),
        timeframe_ns=DAY_NS,
        bid=one,
        ask=one,
    )
