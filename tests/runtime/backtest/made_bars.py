"""Small sets of bars for tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jtsc.artifact import Artifact
from runtime.backtest.request import BacktestRequest
from runtime.backtest.warmup import Need
from runtime.domain.bars import DAY_NS, Bars
from runtime.domain.outcome import Outcome
from runtime.market_data.loaded_bars import LoadedBars

HOUR_NS = DAY_NS // 24


@dataclass(frozen=True)
class GivenBars:
    """A source of bars that are in memory already."""

    loaded: LoadedBars

    def load(self, request: BacktestRequest, artifact: Artifact, needs: Sequence[Need]) -> LoadedBars:
        return self.loaded

    def facts(self, bars: Bars) -> dict[str, Any]:
        return {}


def bytes_of(outcome: Outcome) -> dict[str, bytes]:
    """Return every array of an outcome as bytes; records field by field, for what lies between is not set."""
    arrays = {name: getattr(outcome, name) for name in ("equity", "equity_ts", "final_equity", "drops")}
    arrays |= {name: getattr(outcome, name) for name in ("equity_starts", "first_drop_row", "ruined")}
    arrays["notice_values"] = outcome.notice_values
    for name in ("fills", "trades", "notices"):
        table = getattr(outcome, name)
        arrays |= {f"{name}.{column}": table[column] for column in table.dtype.names}
    return {name: array.tobytes() for name, array in arrays.items()}


def random_hours(seed: int, lengths: Sequence[int]) -> Bars:
    """Hourly bars of symbols of these lengths, with holes and halts, at prices that often repeat."""
    draw = np.random.default_rng(seed)
    rows = sum(lengths)
    hours = [np.sort(draw.choice(length + length // 4 + 1, length, replace=False)) for length in lengths]
    ts_open = np.concatenate(hours).astype(np.int64) * HOUR_NS
    steps = draw.integers(-3, 4, rows) * draw.integers(0, 2, rows)
    close = np.maximum(100 + np.cumsum(steps), 10).astype(np.float64)
    open_ = np.maximum(close + draw.integers(-2, 3, rows), 5.0)
    high, low = np.maximum(open_, close) + draw.integers(0, 3, rows), np.minimum(open_, close) - 1
    halted = draw.random(rows) < 0.04
    for column in (open_, high, low):
        column[halted] = 0.0
    return Bars(
        symbols=tuple(f"S{s:03}" for s in range(len(lengths))),
        starts=np.cumsum([0, *lengths], dtype=np.int64),
        ts_open=ts_open,
        ts_close=ts_open + HOUR_NS,
        open=open_,
        high=high,
        low=low,
        close=close,
        volume=np.where(halted, 0.0, draw.integers(1, 1000, rows)),
        halted=halted,
        price_scale=np.ones(len(lengths), np.int64),
        timeframe_ns=HOUR_NS,
    )


def daily_bars(closes: Mapping[str, Sequence[float]], first_days: Mapping[str, int] | None = None) -> Bars:
    """Daily bars with all prices at the close, a symbol each; `first_days` says when one begins."""
    days = [
        (first_days or {}).get(symbol, 0) + np.arange(len(prices), dtype=np.int64)
        for symbol, prices in closes.items()
    ]
    ts_open = np.concatenate(days) * DAY_NS
    close = np.concatenate([np.asarray(prices, np.float64) for prices in closes.values()])
    lengths = [len(prices) for prices in closes.values()]
    return Bars(
        symbols=tuple(closes),
        starts=np.cumsum([0, *lengths], dtype=np.int64),
        ts_open=ts_open,
        ts_close=ts_open + DAY_NS,
        open=close.copy(),
        high=close.copy(),
        low=close.copy(),
        close=close,
        volume=np.ones(len(close)),
        halted=np.zeros(len(close), np.bool_),
        price_scale=np.full(len(closes), 100, np.int64),
        timeframe_ns=DAY_NS,
    )
