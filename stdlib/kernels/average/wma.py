"""WMA: the weighted moving average, whose weights fall from `period` for the newest value to 1.

First valid where `period` consecutive values have been seen (TA-Lib's lookback `period - 1`).
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.exact.double_double import two_product, two_sum


@kernel
def wma_grid_step(
    x: int, leaving: int, run: int, total: int, weighted: int, period: int, scale: float
) -> tuple[float, int, int]:
    """Average the last `period` prices, given in grid units of which `scale` make 1.0.

    Numerator and denominator are exact below 2^53 and divided once.

    Returns:
        The mean in units of 1.0 (NaN while the window is not full), then the sum of the window and its
        weighted sum, both in grid units.
    """
    if run == 0:
        return math.nan, 0, 0
    if run > period:
        weighted += period * x - total
        total += x - leaving
    else:
        weighted += run * x
        total += x
    if run < period:
        return math.nan, total, weighted
    return weighted / (period * (period + 1) // 2 * scale), total, weighted


@kernel
def wma_step(x: float, run: int, bar: int, values: NDArray[np.float64], period: int) -> float:
    """Average the last `period` values of a series that is not a price.

    The window is summed anew each time: a sum that is carried on would keep what rounding left of values
    long gone. `values` is a ring of a power of two of at least `period`, `bar` the number of this bar.

    Returns:
        The mean of a sum that is rounded once; NaN while the window is not full.
    """
    mask = len(values) - 1
    if run > 0:
        values[bar & mask] = x
    if run < period:
        return math.nan
    total = error = 0.0
    for age in range(period):
        product, product_error = two_product(values[(bar - age) & mask], float(period - age))
        total, sum_error = two_sum(total, product)
        error += product_error + sum_error
    return (total + error) / (period * (period + 1) // 2)


@kernel
def wma_grid_batch(
    series: NDArray[np.int64], valid: NDArray[np.bool_], period: int, scale: float, out: NDArray[np.float64]
) -> None:
    """Write `wma_grid_step` of every bar to `out`; where `valid` is false the price is na."""
    run = total = weighted = 0
    for i in range(len(series)):
        run = run + 1 if valid[i] else 0
        leaving = series[i - period] if run > period else 0
        out[i], total, weighted = wma_grid_step(series[i], leaving, run, total, weighted, period, scale)
