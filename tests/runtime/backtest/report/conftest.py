"""A made-up run: seeded random walks, ten shares bought and sold again every twenty bars."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from runtime.backtest.metrics.compute import compute_metrics
from runtime.backtest.report.dropped import list_dropped
from runtime.backtest.report.summary import RunSummary
from runtime.domain.bars import DAY_NS, Bars, Timeline
from runtime.domain.grid import Grid
from runtime.domain.outcome import FILL, NOTICE, TRADE, Drop, FillReason, Outcome

CASH_SCALE = 1_000_000
START_NS = 18_263 * DAY_NS  # 2020-01-02
COMMISSION, TAX = 2, 1  # of each fill, of each sale
SHARES = 10


@dataclass(frozen=True)
class MadeRun:
    summary: RunSummary
    outcome: Outcome
    bars: Bars
    timeline: Timeline
    grid: Grid

    @property
    def parts(self) -> tuple[Outcome, Bars, Timeline, Grid]:
        return self.outcome, self.bars, self.timeline, self.grid


@pytest.fixture(scope="session")
def make_run() -> Callable[..., MadeRun]:
    """Return the maker; it takes symbols, bars a symbol, timeframe and what a `RunSummary` can hold."""
    return _make_run


def _make_run(
    symbols: tuple[str, ...] = ("005930", "삼성전자"),
    length: int = 300,
    timeframe_ns: int = DAY_NS,
    currency: str | None = "KRW",
    **facts: object,
) -> MadeRun:
    bars = _walks(symbols, length, timeframe_ns)
    timeline = Timeline(
        bars.ts_open[:length], bars.ts_close[:length], np.tile(np.arange(length), len(symbols))
    )
    ones = np.ones(len(symbols), dtype=np.int64)
    grid = Grid(ones, ones, ones, ones, CASH_SCALE)
    outcome = _trade_every_twenty_bars(bars, length)
    summary = RunSummary(
        **{
            "strategy": "이동평균 교차",
            "source": "strategies/cross.jts",
            "timeframe": "1d",
            "first_ts": int(bars.ts_open[0]),
            "last_ts": int(bars.ts_open[-1]),
            "currency": currency,
            "initial_cash": outcome.initial_cash / CASH_SCALE,
            "metrics": compute_metrics(outcome, bars, timeline, grid, first_slot=0, sharpe="arithmetic"),
            "warmup_bars": 30,
            "engine_seconds": 0.0123,
            "outcome_hash": "0123456789abcdef",
            "manifest": {"jts": "0.1", "data": {"rows": bars.rows}},
            "dropped": list_dropped(outcome, bars),
            "rejected_rows": {"high below low": 3},
            "notes": ["The data is adjusted: venue rules are off."],
            **facts,
        }
    )
    return MadeRun(summary, outcome, bars, timeline, grid)


def _walks(symbols: tuple[str, ...], length: int, timeframe_ns: int) -> Bars:
    generator = np.random.default_rng(7)
    steps = generator.normal(0.0008, 0.02, (len(symbols), length))
    close = np.rint(50_000 * np.exp(np.cumsum(steps, axis=1))).ravel()
    open_ = np.rint(close * np.exp(generator.normal(0, 0.008, close.size)))
    ts_open = np.tile(START_NS + np.arange(length) * timeframe_ns, len(symbols))
    return Bars(
        symbols=symbols,
        starts=np.arange(len(symbols) + 1) * length,
        ts_open=ts_open,
        ts_close=ts_open + timeframe_ns,
        open=open_,
        high=np.rint(np.maximum(open_, close) * 1.006),
        low=np.rint(np.minimum(open_, close) * 0.994),
        close=close,
        volume=np.ones(close.size),
        halted=np.zeros(close.size, dtype=bool),
        price_scale=np.ones(len(symbols), dtype=np.int64),
        timeframe_ns=timeframe_ns,
    )


def _trade_every_twenty_bars(bars: Bars, length: int) -> Outcome:
    fills, trades, equity = [], [], np.full(length, 100_000_000.0)
    for symbol in range(len(bars.symbols)):
        for entry_slot in range(5, length, 20):
            entry, last = symbol * length + entry_slot, (symbol + 1) * length - 1
            exit_row = min(entry + 10, last)
            is_open = exit_row == last
            exit_price = bars.close[last] if is_open else bars.open[exit_row]
            commission, tax = (COMMISSION, 0) if is_open else (2 * COMMISSION, TAX)
            notionals = SHARES * bars.open[entry], SHARES * exit_price
            profit = notionals[1] - notionals[0] - commission - tax
            held = bars.close[entry:exit_row] * SHARES - notionals[0] - COMMISSION
            equity[entry_slot : entry_slot + len(held)] += held
            equity[entry_slot + len(held) :] += profit
            fills.append(_fill(entry, symbol, 1, bars.open[entry], entry_slot))
            if not is_open:
                fills.append(_fill(exit_row, symbol, -1, exit_price, entry_slot + 10))
            trades.append(_trade(symbol, is_open, entry, exit_row, notionals, commission, tax, profit))
    drops = np.zeros((len(bars.symbols), len(Drop)), dtype=np.int64)
    first_drop_row = np.full_like(drops, -1)
    drops[-1, Drop.CASH_SHORT], first_drop_row[-1, Drop.CASH_SHORT] = 1_234, bars.rows - 7
    drops[0, Drop.SIZE_ZERO], first_drop_row[0, Drop.SIZE_ZERO] = 5, 3
    return Outcome(
        accounts=("account",),
        initial_cash=100_000_000 * CASH_SCALE,
        cash_scale=CASH_SCALE,
        fills=np.sort(np.concatenate(fills), order="slot"),
        trades=np.concatenate(trades),
        equity=equity,
        equity_starts=np.array([0, length]),
        equity_ts=bars.ts_close[:length],
        final_equity=np.array([round(equity[-1] * CASH_SCALE)]),
        drops=drops,
        first_drop_row=first_drop_row,
        ruined=np.zeros(1, dtype=bool),
        notices=np.empty(0, NOTICE),
        notice_values=np.empty((0, 0)),
    )


def _fill(row: int, symbol: int, side: int, price: float, slot: int) -> np.ndarray:
    record = np.zeros(1, FILL)
    record["row"], record["slot"], record["symbol"], record["side"] = row, slot, symbol, side
    record["quantity"], record["price"] = SHARES, round(price)
    record["notional"] = round(price * SHARES) * CASH_SCALE
    record["commission"] = COMMISSION * CASH_SCALE
    record["tax"] = TAX * CASH_SCALE if side < 0 else 0
    record["reason"] = FillReason.SIGNAL if side > 0 else FillReason.TRAILING_STOP
    return record


def _trade(
    symbol: int,
    is_open: bool,
    entry: int,
    exit_row: int,
    notionals: tuple[float, float],
    commission: int,
    tax: int,
    profit: float,
) -> np.ndarray:
    record = np.zeros(1, TRADE)
    record["symbol"], record["side"], record["is_open"] = symbol, 1, is_open
    record["reason"] = FillReason.TRAILING_STOP
    record["entry_row"], record["exit_row"], record["quantity"] = entry, exit_row, SHARES
    record["entry_notional"], record["exit_notional"] = (round(n) * CASH_SCALE for n in notionals)
    record["commission"], record["tax"] = commission * CASH_SCALE, tax * CASH_SCALE
    record["profit"] = round(profit) * CASH_SCALE
    return record
