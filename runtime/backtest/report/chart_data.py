"""Prices and fills as the charts of the report take them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.backtest.report.trade_table import REASON_TEXT
from runtime.domain.bars import NANOSECONDS_PER_SECOND, Bars, Float64s, Int64s
from runtime.domain.grid import Grid
from runtime.domain.outcome import FillReason, Outcome

MAX_SYMBOLS = 20
MAX_CANDLES = 5_000
MAX_MARKERS = 2_000
# A chart with too many bars is drawn from the first of these that is coarse enough.
_SPANS_S = {
    "1s": 1,
    "5s": 5,
    "15s": 15,
    "1m": 60,
    "5m": 300,
    "15m": 900,
    "1h": 3_600,
    "4h": 14_400,
    "1d": 86_400,
    "1w": 604_800,
}
_MONDAY_S = 4 * 86_400  # 1970-01-05, from which weeks are counted


def charted_symbols(outcome: Outcome, bars: Bars) -> list[int]:
    """Return the symbols to draw, those with most trades first; without any trade the first one."""
    trades = np.bincount(outcome.trades["symbol"], minlength=len(bars.symbols))
    by_trades = np.argsort(-trades, kind="stable")[: max(1, min(MAX_SYMBOLS, np.count_nonzero(trades)))]
    return [int(symbol) for symbol in by_trades]


def symbol_chart(outcome: Outcome, bars: Bars, grid: Grid, symbol: int, utc_offset_s: int) -> dict[str, Any]:
    """Return one symbol's candles and fills, as columns; times are seconds, moved by the offset."""
    rows = bars.rows_of(symbol)
    traded = np.flatnonzero(~bars.halted[rows]) + rows.start
    seconds = bars.ts_open // NANOSECONDS_PER_SECOND + utc_offset_s
    span, name = _span(seconds[traded], bars.timeframe_ns)
    buckets = _bucket(seconds[traded], span)
    time, first = np.unique(buckets, return_index=True)
    last = np.append(first[1:], len(traded)) - 1
    decimals = len(str(int(bars.price_scale[symbol]))) - 1
    candles = {
        "open": bars.open[traded[first]],
        "high": np.maximum.reduceat(bars.high[traded], first) if len(first) else bars.high[:0],
        "low": np.minimum.reduceat(bars.low[traded], first) if len(first) else bars.low[:0],
        "close": bars.close[traded[last]] if len(first) else bars.close[:0],
    }
    fills = outcome.fills[outcome.fills["symbol"] == symbol]
    notes = []
    if name:
        notes.append(f"{len(traded):,} bars drawn as {name} candles")
    if len(time) > MAX_CANDLES:
        notes.append(f"the last {MAX_CANDLES:,} candles of {len(time):,}")
    if len(fills) > MAX_MARKERS:
        notes.append(f"the last {MAX_MARKERS:,} fills of {len(fills):,} marked")
    shown_from = time[-MAX_CANDLES] if len(time) > MAX_CANDLES else -np.inf
    fill_time = _bucket(seconds[fills["row"]], span)
    markers = _markers(fills, fill_time, grid, symbol, outcome)
    return {
        "symbol": bars.symbols[symbol],
        "decimals": decimals,
        "note": "; ".join(notes),
        "time": time[-MAX_CANDLES:].tolist(),
        **{key: compact(column[-MAX_CANDLES:], decimals) for key, column in candles.items()},
        "fills": [marker for marker in markers if marker["time"] >= shown_from][-MAX_MARKERS:],
    }


def compact(values: Float64s, decimals: int) -> list[float] | list[int]:
    """Return numbers in as few characters as they need."""
    rounded = np.round(values, decimals)
    if np.all(rounded == np.rint(rounded)):
        whole: list[int] = rounded.astype(np.int64).tolist()
        return whole
    exact: list[float] = rounded.tolist()
    return exact


def _span(seconds: Int64s, timeframe_ns: int) -> tuple[int, str]:
    # The name is empty where the bars are drawn as they are.
    if len(seconds) <= MAX_CANDLES and timeframe_ns >= NANOSECONDS_PER_SECOND:
        return 1, ""
    for name, span in _SPANS_S.items():
        if span * NANOSECONDS_PER_SECOND > timeframe_ns:
            count = np.count_nonzero(np.diff(_bucket(seconds, span))) + 1
            if count <= MAX_CANDLES:
                return span, name
    return 1, ""


def _bucket(seconds: Int64s, span: int) -> Int64s:
    origin = _MONDAY_S if span == _SPANS_S["1w"] else 0
    return (seconds - origin) // span * span + origin


def _markers(
    fills: NDArray[np.void], time: Int64s, grid: Grid, symbol: int, outcome: Outcome
) -> list[dict[str, Any]]:
    held = np.cumsum(fills["side"] * fills["quantity"])
    before = np.concatenate(([0], held[:-1]))
    is_entry = before * fills["side"] >= 0
    quantity = fills["quantity"] / grid.quantity_scale[symbol]
    price = fills["price"] / grid.price_scale[symbol]
    costs = (fills["commission"] + fills["tax"]) / outcome.cash_scale
    order = np.argsort(time, kind="stable")
    return [
        {
            "time": int(time[i]),
            "side": int(fills["side"][i]),
            "entry": bool(is_entry[i]),
            "quantity": float(quantity[i]),
            "price": float(price[i]),
            "costs": float(costs[i]),
            "reason": REASON_TEXT[FillReason(int(fills["reason"][i]))],
        }
        for i in order
    ]
