"""EMA: the exponential moving average with weight 2 / (period + 1).

As TA-Lib: seeded with the mean of the first `period` consecutive values, first valid there (lookback
`period - 1`). After the seed an na holds the state.
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel


@kernel
def exponential(x: float, value: float, weight: float) -> float:
    """Move the average `value` towards `x` by `weight`, in TA-Lib's order of operations.

    A value that equals `x` stays as it is. A weight of 1.0 gives `x`, which the formula would only be near.
    """
    return x if weight == 1.0 else (x - value) * weight + value


@kernel
def ema_step(x: float, seen: int, value: float, period: int) -> tuple[float, int, float]:
    """Average with exponentially falling weights.

    State: `seen` values of the seed (at most `period`), and `value`, their sum until the seed is complete,
    the average from then on.

    Returns:
        The average (NaN at an na and before the seed is complete), then the state.
    """
    seeding = seen < period
    if math.isnan(x):
        return (math.nan, 0, 0.0) if seeding else (math.nan, seen, value)
    if not seeding:
        value = exponential(x, value, 2.0 / (period + 1))
        return value, seen, value
    seen += 1
    value += x
    if seen < period:
        return math.nan, seen, value
    value /= period
    return value, seen, value


@kernel
def ema_batch(series: NDArray[np.float64], period: int, out: NDArray[np.float64]) -> None:
    """Write `ema_step` of every bar to `out`; NaN is na."""
    seen = 0
    value = 0.0
    for i in range(len(series)):
        out[i], seen, value = ema_step(series[i], seen, value, period)
