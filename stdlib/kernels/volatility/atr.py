"""ATR: Wilder's average true range.

Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978). As TA-Lib: the true range needs a
previous close, the average, weighted by 1 / period, is seeded with the mean of the first `period` true
ranges (lookback `period`), and period 1 is the true range itself. After the seed an na in any of the three
prices holds the state, and the next range reaches back to the last valid close.
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.average.ema import exponential


@kernel
def true_range(high: float, low: float, previous_close: float) -> float:
    """Return the greatest of high - low and the distances of both from the previous close."""
    return max(high - low, max(abs(previous_close - high), abs(previous_close - low)))


@kernel
def atr_step(
    high: float, low: float, close: float, seen: int, previous_close: float, value: float, period: int
) -> tuple[float, int, float, float]:
    """Average the true range.

    State: `seen` bars of the seed (at most `period + 1`), the `previous_close`, and `value`, the sum of true
    ranges until the seed is complete, their average from then on.

    Returns:
        The average in units of the price (NaN at an na and before the seed is complete), then the state.
    """
    seeded = seen > period
    if math.isnan(high) or math.isnan(low) or math.isnan(close):
        return (math.nan, seen, previous_close, value) if seeded else (math.nan, 0, 0.0, 0.0)
    if seen == 0:
        return math.nan, 1, close, 0.0
    reach = true_range(high, low, previous_close)
    if seeded:
        value = exponential(reach, value, 1.0 / period)
        return value, seen, close, value
    seen += 1
    value += reach
    if seen <= period:
        return math.nan, seen, close, value
    value /= period
    return value, seen, close, value


@kernel
def atr_batch(
    high: NDArray[np.float64],
    low: NDArray[np.float64],
    close: NDArray[np.float64],
    period: int,
    out: NDArray[np.float64],
) -> None:
    """Write `atr_step` of every bar to `out`; NaN is na."""
    seen = 0
    previous_close = value = 0.0
    for i in range(len(close)):
        out[i], seen, previous_close, value = atr_step(
            high[i], low[i], close[i], seen, previous_close, value, period
        )
