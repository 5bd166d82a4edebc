"""Random minutes of some Korean sessions, and generated programs trading them from end to end."""

from decimal import Decimal
from types import ModuleType

import numpy as np

from jtsc.artifact import Artifact
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import SystemClock
from runtime.domain.bars import Bars
from runtime.domain.costs import Costs
from runtime.market_data.calendars.venues import venue_calendar
from runtime.testing.given_bars import GivenBars
from tests.property.markets import MINUTE_NS, SCALE

SYMBOLS = ("069500", "000001", "000002")
SESSIONS = 14  # daily windows of generated programs are shorter
MINUTES = 30  # of each session, with holes


def random_minutes(seed: int) -> Bars:
    """Return minutes whose closes often repeat, with holes, halts, and quotes that are sometimes na."""
    draw = np.random.default_rng(seed)
    opens = venue_calendar("krx").start_ns[-400:][:SESSIONS]
    every = (opens[:, None] + np.arange(MINUTES) * MINUTE_NS).ravel()
    times = [every[draw.random(len(every)) < 0.9] for _ in SYMBOLS]
    rows = sum(map(len, times))
    close = 500 + np.abs(np.cumsum(draw.integers(-6, 7, rows) * draw.integers(0, 2, rows)) % 800 - 400)
    open_ = close + draw.integers(-3, 4, rows)
    halted = draw.random(rows) < 0.03
    ts_open = np.concatenate(times)

    def price(units: np.ndarray) -> np.ndarray:
        return np.where(halted, 0.0, units / SCALE)

    def quote(units: np.ndarray) -> np.ndarray:
        return np.where(draw.random(rows) < 0.1, np.nan, units / SCALE)

    return Bars(
        symbols=SYMBOLS,
        starts=np.cumsum([0, *map(len, times)], dtype=np.int64),
        ts_open=ts_open,
        ts_close=ts_open + MINUTE_NS,
        open=price(open_),
        high=price(np.maximum(open_, close) + draw.integers(0, 4, rows)),
        low=price(np.minimum(open_, close) - draw.integers(0, 4, rows)),
        close=close / SCALE,
        volume=np.where(halted, 0.0, draw.integers(1, 50, rows) * 1.0),
        halted=halted,
        price_scale=np.full(len(SYMBOLS), int(SCALE), np.int64),
        timeframe_ns=MINUTE_NS,
        bid=quote(close - 1),
        ask=quote(close + 1),
    )


def trade(artifact: Artifact, kernel: ModuleType, bars: Bars) -> Backtest:
    """Run a program over bars as `jtsc backtest` does."""
    request = BacktestRequest((), Costs("none"), Decimal(1_000_000), Decimal(1), venue="krx")
    return run_backtest(artifact, kernel, request, GivenBars(bars), SystemClock())
