"""RSI: Wilder's relative strength index, 100 * gain / (gain + loss).

Source: J. W. Wilder, "New Concepts in Technical Trading Systems" (1978). As TA-Lib: the average gain and
loss, weighted by 1 / period, are seeded with the mean of the first `period` changes, so that the first
value stands after `period + 1` consecutive inputs (lookback `period`); a series that never moved has 0.
After the seed an na holds the state, and the next change is taken from the last valid input.
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.average.ema import exponential


@kernel
def rsi_step(
    x: float, seen: int, previous: float, gain: float, loss: float, period: int
) -> tuple[float, int, float, float, float]:
    """Weigh average gains against average losses, from 0 to 100.

    State: `seen` inputs of the seed (at most `period + 1`), the `previous` input, and `gain` and `loss`, sums
    until the seed is complete, averages from then on.

    Returns:
        The index (NaN at an na and before the seed is complete), then the state.
    """
    seeded = seen > period
    if math.isnan(x):
        return (math.nan, seen, previous, gain, loss) if seeded else (math.nan, 0, 0.0, 0.0, 0.0)
    if seen == 0:
        return math.nan, 1, x, 0.0, 0.0
    change = x - previous
    rise = max(change, 0.0)
    fall = max(-change, 0.0)
    if seeded:
        gain = exponential(rise, gain, 1.0 / period)
        loss = exponential(fall, loss, 1.0 / period)
    else:
        seen += 1
        gain += rise
        loss += fall
        if seen <= period:
            return math.nan, seen, x, gain, loss
        gain /= period
        loss /= period
    movement = gain + loss
    index = 100.0 * (gain / movement) if movement != 0.0 else 0.0
    return index, seen, x, gain, loss


@kernel
def rsi_batch(series: NDArray[np.float64], period: int, out: NDArray[np.float64]) -> None:
    """Write `rsi_step` of every bar to `out`; NaN is na."""
    seen = 0
    previous = gain = loss = 0.0
    for i in range(len(series)):
        out[i], seen, previous, gain, loss = rsi_step(series[i], seen, previous, gain, loss, period)
