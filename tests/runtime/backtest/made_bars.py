"""Small sets of bars for tests."""

from collections.abc import Mapping, Sequence

import numpy as np

from runtime.domain.bars import DAY_NS, Bars


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
