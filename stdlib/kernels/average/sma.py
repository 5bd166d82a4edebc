"""SMA: the simple moving average, over prices on an integer grid and over any other series.

First valid where `period` consecutive values have been seen (TA-Lib's lookback `period - 1`). TA-Lib keeps a
running float sum and divides it; the sums here do not drift.
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.exact.double_double import two_sum
from stdlib.kernels.exact.window_sum import window_sum_step


@kernel
def sma_grid_step(x: int, leaving: int, run: int, total: int, period: int, scale: float) -> tuple[float, int]:
    """Average the last `period` prices, given in grid units of which `scale` make 1.0.

    Numerator and denominator are exact below 2^53 and divided once, so that equal averages compare equal.

    Returns:
        The mean in units of 1.0 (NaN while the window is not full), and the sum of the window in grid units.
    """
    if run == 0:
        return math.nan, 0
    total += x
    if run > period:
        total -= leaving
    if run < period:
        return math.nan, total
    return total / (period * scale), total


@kernel
def sma_grid_batch(
    series: NDArray[np.int64], valid: NDArray[np.bool_], period: int, scale: float, out: NDArray[np.float64]
) -> None:
    """Write `sma_grid_step` of every bar to `out`; where `valid` is false the price is na."""
    run = 0
    total = 0
    denominator = period * scale
    for i in range(len(series)):
        if valid[i]:
            run += 1
            total += series[i]
            if run > period:
                total -= series[i - period]
        else:
            run = 0
            total = 0
        out[i] = total / denominator if run >= period else math.nan


@kernel
def sma_step(
    x: float, leaving: float, run: int, hi: float, lo: float, period: int
) -> tuple[float, float, float]:
    """Average the last `period` values of a series that is not a price.

    The mean is within one ulp of `math.fsum(window) / period` as long as the magnitudes seen since the last
    na span no more than twelve decades.

    Returns:
        The mean (NaN while the window is not full), and the sum of the window as the pair `hi + lo`.
    """
    if run == 0:
        return math.nan, 0.0, 0.0
    change, error = two_sum(x, -leaving if run > period else 0.0)
    hi, lo = window_sum_step(hi, lo, change, error, run)
    if run < period:
        return math.nan, hi, lo
    return (hi + lo) / period, hi, lo


@kernel
def sma_batch(series: NDArray[np.float64], period: int, out: NDArray[np.float64]) -> None:
    """Write `sma_step` of every bar to `out`; NaN is na."""
    run = 0
    hi = lo = 0.0
    for i in range(len(series)):
        run = 0 if math.isnan(series[i]) else run + 1
        leaving = series[i - period] if run > period else 0.0
        out[i], hi, lo = sma_step(series[i], leaving, run, hi, lo, period)
