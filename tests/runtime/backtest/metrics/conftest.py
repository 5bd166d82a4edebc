"""Runs to measure: backtesting.py's own on GOOG, and small ones made by hand."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from runtime.domain.bars import DAY_NS, Bars, Timeline
from runtime.domain.grid import Grid
from runtime.domain.outcome import FILL, NOTICE, TRADE, Drop, Outcome

CASH_SCALE = 1_000_000


@dataclass(frozen=True)
class Run:
    """What `compute_metrics` is given."""

    outcome: Outcome
    bars: Bars
    timeline: Timeline
    grid: Grid

    @property
    def inputs(self) -> tuple[Outcome, Bars, Timeline, Grid]:
        return self.outcome, self.bars, self.timeline, self.grid


def bars_of(closes: dict[str, Sequence[float]], ts: dict[str, Any], timeframe_ns: int = DAY_NS) -> Bars:
    close = np.concatenate([np.asarray(c, dtype=float) for c in closes.values()])
    ts_open = np.concatenate([np.asarray(ts[symbol], dtype=np.int64) for symbol in closes])
    return Bars(
        symbols=tuple(closes),
        starts=np.cumsum([0, *(len(c) for c in closes.values())]),
        ts_open=ts_open,
        ts_close=ts_open + timeframe_ns,
        open=close,
        high=close,
        low=close,
        close=close,
        volume=np.ones(len(close)),
        halted=np.zeros(len(close), dtype=bool),
        price_scale=np.full(len(closes), 100),
        timeframe_ns=timeframe_ns,
    )


def timeline_of(bars: Bars) -> Timeline:
    ts_open, slot = np.unique(bars.ts_open, return_inverse=True)
    return Timeline(ts_open, ts_open + bars.timeframe_ns, slot.astype(np.int32))


def grid_of(bars: Bars) -> Grid:
    ones = np.ones(len(bars.symbols), dtype=np.int64)
    return Grid(bars.price_scale, ones, ones, ones, CASH_SCALE)


def outcome_of(
    equity: Sequence[Sequence[float]],
    ts_close: Sequence[Any],
    trades: np.ndarray,
    fills: np.ndarray,
    cash: float,
    accounts: tuple[str, ...] = ("account",),
) -> Outcome:
    curves = [np.asarray(curve, dtype=float) for curve in equity]
    return Outcome(
        accounts=accounts,
        initial_cash=round(cash * CASH_SCALE),
        cash_scale=CASH_SCALE,
        fills=fills,
        trades=trades,
        equity=np.concatenate(curves),
        equity_starts=np.cumsum([0, *(len(curve) for curve in curves)]),
        equity_ts=np.concatenate([np.asarray(ts) for ts in ts_close]),
        final_equity=np.array([round(curve[-1] * CASH_SCALE) for curve in curves]),
        drops=np.zeros((1, len(Drop)), dtype=np.int64),
        first_drop_row=np.full((1, len(Drop)), -1, dtype=np.int64),
        ruined=np.zeros(len(curves), dtype=bool),
        notices=np.empty(0, NOTICE),
        notice_values=np.empty((0, 0)),
    )


@pytest.fixture
def curve_run() -> Callable[..., Run]:
    """Make a run of one symbol without trades whose equity is the given curve."""

    def make(equity: Sequence[float], ts_open: Any, *, cash: float, timeframe_ns: int = DAY_NS) -> Run:
        bars = bars_of({"A": np.full(len(equity), 10.0)}, {"A": ts_open}, timeframe_ns)
        outcome = outcome_of([equity], [bars.ts_close], np.zeros(0, TRADE), np.zeros(0, FILL), cash)
        return Run(outcome, bars, timeline_of(bars), grid_of(bars))

    return make


@pytest.fixture
def two_accounts() -> Run:
    """Two symbols with an account of 100 each; B has no bar on the second day and a trade that lost."""
    day = np.arange(4) * DAY_NS
    bars = bars_of({"A": [10, 11, 12, 15], "B": [20, 18, 10]}, {"A": day, "B": day[[0, 2, 3]]})
    trades = np.zeros(2, TRADE)
    trades["account"] = trades["symbol"] = [0, 1]
    trades["side"], trades["quantity"] = 1, [10, 5]
    trades["entry_row"], trades["exit_row"] = [1, 5], [3, 6]
    trades["entry_notional"] = np.array([100, 90]) * CASH_SCALE
    trades["profit"] = np.array([50, -40]) * CASH_SCALE
    fills = np.zeros(4, FILL)
    fills["account"] = fills["symbol"] = [0, 0, 1, 1]
    fills["notional"] = np.array([110, 150, 90, 50]) * CASH_SCALE
    fills["commission"], fills["tax"] = CASH_SCALE, CASH_SCALE // 2
    equity = [[100, 100, 120, 150], [100, 100, 60]]
    ts_close = [bars.ts_close[:4], bars.ts_close[4:]]
    outcome = outcome_of(equity, ts_close, trades, fills, 100, accounts=bars.symbols)
    return Run(outcome, bars, timeline_of(bars), grid_of(bars))


@pytest.fixture(scope="session")
def backtesting_py() -> Callable[..., Run]:
    """Run an SMA cross on GOOG with backtesting.py (all-in, whole shares, reversing), as a run of ours."""
    return _run_backtesting_py


def _run_backtesting_py(fast: int, slow: int, commission: float) -> Run:
    from backtesting import Backtest, Strategy
    from backtesting.test import GOOG, SMA

    class Cross(Strategy):
        def init(self) -> None:
            self.fast, self.slow = (self.I(SMA, self.data.Close, n) for n in (fast, slow))

        def next(self) -> None:
            before, now = self.fast[-2] - self.slow[-2], self.fast[-1] - self.slow[-1]
            if before < 0 < now:
                self.position.close()
                self.buy()
            elif before > 0 > now:
                self.position.close()
                self.sell()

    backtest = Backtest(GOOG, Cross, cash=10_000, commission=commission, finalize_trades=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the open trade, and of what pandas deprecates in backtesting.py
        stats = backtest.run()
    ts_open = GOOG.index.as_unit("ns").asi8
    bars = bars_of({"GOOG": GOOG.Close.to_numpy()}, {"GOOG": ts_open})
    broker = stats["_strategy"]._broker
    trades = [_trade(t, len(bars.close) - 1) for t in (*broker.closed_trades, *broker.trades)]
    equity = stats["_equity_curve"].Equity.to_numpy()
    outcome = outcome_of([equity], [bars.ts_close], np.concatenate(trades), np.zeros(0, FILL), 10_000)
    return Run(outcome, bars, timeline_of(bars), grid_of(bars))


def _trade(trade: Any, last_row: int) -> np.ndarray:
    record = np.zeros(1, TRADE)
    record["side"] = 1 if trade.is_long else -1
    record["is_open"] = trade.exit_bar is None
    record["entry_row"] = trade.entry_bar
    record["exit_row"] = last_row if trade.exit_bar is None else trade.exit_bar
    record["quantity"] = abs(trade.size)
    record["entry_notional"] = round(abs(trade.size) * trade.entry_price * CASH_SCALE)
    record["exit_notional"] = round(trade.value * CASH_SCALE)
    record["commission"] = round(trade._commissions * CASH_SCALE)
    record["profit"] = round(trade.pl * CASH_SCALE)
    return record
