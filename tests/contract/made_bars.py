"""A few bars to put into a store."""

import numpy as np

from runtime.domain.bars import DAY_NS, Bars

FIRST = 18_000 * DAY_NS  # 2019-04-14


def made_bars(
    symbols=("BBB", "AAA"), days=(5, 3), *, base=100.0, first_ns=FIRST, timeframe_ns=DAY_NS
) -> Bars:
    """Bars of rising prices; the second day of each symbol is a halt, and there are quotes on the others."""
    starts = np.concatenate(([0], np.cumsum(days))).astype(np.int64)
    place = np.concatenate([np.arange(n) for n in days])
    ts_open = first_ns + place * timeframe_ns
    close = base + place * 0.25 + np.repeat(np.arange(len(days)) * 50.0, days)
    halted = place == 1
    price = {"open": close - 0.5, "high": close + 1, "low": close - 1}
    return Bars(
        symbols=symbols,
        starts=starts,
        ts_open=ts_open,
        ts_close=ts_open + timeframe_ns,
        **{name: np.where(halted, 0.0, values) for name, values in price.items()},
        close=close,
        volume=np.where(halted, 0.0, 1000.5 + place),
        halted=halted,
        price_scale=np.full(len(days), 100),
        timeframe_ns=timeframe_ns,
        bid=np.where(halted, np.nan, close - 0.25),
        ask=np.where(halted, np.nan, close),
    )
