"""MACD: a fast EMA less a slow one, the EMA of that as signal, and the distance of the two.

As TA-Lib: the fast EMA is seeded with the last `fast` of the first `slow` values, so that both seeds end on
one bar; the signal is seeded with the mean of its first `signal` lines; all three outputs begin together,
after `slow + signal - 1` consecutive values. A slow period below the fast one means the two were swapped.
After the seeds an na holds the state.
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.average.ema import exponential


@kernel
def macd_step(
    x: float,
    seen: int,
    fast_value: float,
    slow_value: float,
    signal_value: float,
    fast: int,
    slow: int,
    signal: int,
) -> tuple[float, float, float, int, float, float, float]:
    """Compare two exponential averages and smooth their difference.

    State: `seen` values of the seeds (at most `slow + signal - 1`), and the three averages, each a sum until
    its own seed is complete.

    Returns:
        Line, signal and histogram (NaN at an na and before all seeds are complete), then the state.
    """
    if slow < fast:
        fast, slow = slow, fast
    needed = slow + signal - 1
    seeded = seen >= needed
    if math.isnan(x):
        if seeded:
            return math.nan, math.nan, math.nan, seen, fast_value, slow_value, signal_value
        return math.nan, math.nan, math.nan, 0, 0.0, 0.0, 0.0
    if seen >= slow:
        fast_value = exponential(x, fast_value, 2.0 / (fast + 1))
        slow_value = exponential(x, slow_value, 2.0 / (slow + 1))
    else:
        slow_value += x
        if seen >= slow - fast:
            fast_value += x
        if seen == slow - 1:
            fast_value /= fast
            slow_value /= slow
    line = fast_value - slow_value
    if seeded:
        signal_value = exponential(line, signal_value, 2.0 / (signal + 1))
    else:
        seen += 1
        if seen >= slow:
            signal_value += line
        if seen < needed:
            return math.nan, math.nan, math.nan, seen, fast_value, slow_value, signal_value
        signal_value /= signal
    return line, signal_value, line - signal_value, seen, fast_value, slow_value, signal_value


@kernel
def macd_batch(
    series: NDArray[np.float64],
    fast: int,
    slow: int,
    signal: int,
    line_out: NDArray[np.float64],
    signal_out: NDArray[np.float64],
    histogram_out: NDArray[np.float64],
) -> None:
    """Write `macd_step` of every bar to the three outputs; NaN is na."""
    seen = 0
    fast_value = slow_value = signal_value = 0.0
    for i in range(len(series)):
        line_out[i], signal_out[i], histogram_out[i], seen, fast_value, slow_value, signal_value = macd_step(
            series[i], seen, fast_value, slow_value, signal_value, fast, slow, signal
        )
