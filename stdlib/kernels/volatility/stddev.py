"""STDDEV: the population standard deviation of a window, as TA-Lib (divisor n, lookback `period - 1`).

With S1 and S2 the sums of the values and of their squares, it is sqrt(n * S2 - S1^2) / n. Over grid prices
both sums and the difference are exact, so the result depends on the window alone, and is 0 only where the
window is flat.
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.exact.double_double import dd_add, dd_scale, dd_square, two_product, two_sum
from stdlib.kernels.exact.window_sum import window_sum_step

# n * S2 - S1^2 below this share of n * S2 is a deviation under 2^-45 of the window's magnitude: over floats
# that is what rounding leaves of a long history, and a flat window must have 0. Grid prices below 2^40 never
# reach it.
ROUNDING_SHARE = 2.0**-90


@kernel
def stddev_step(
    x: float,
    leaving: float,
    run: int,
    sum_hi: float,
    sum_lo: float,
    square_hi: float,
    square_lo: float,
    period: int,
    scale: float,
) -> tuple[float, float, float, float, float, float]:
    """Measure how far the last `period` values lie from their mean.

    Args:
        x: a price in grid units (an integer below 2^40 in a float), or any float with a `scale` of 1.0.
        scale: the units of `x` that make 1.0.

    Returns:
        Deviation and mean in units of 1.0 (NaN while the window is not full), then the state: the sums of the
        window and of its squares as pairs `hi + lo`.
    """
    if run == 0:
        return math.nan, math.nan, 0.0, 0.0, 0.0, 0.0
    if run <= period:
        leaving = 0.0
    # x^2 - leaving^2 as (x - leaving) * (x + leaving), each factor with its rounding error.
    change, change_error = two_sum(x, -leaving)
    both, both_error = two_sum(x, leaving)
    product, product_error = two_product(change, both)
    product_error += change * both_error + change_error * both
    sum_hi, sum_lo = window_sum_step(sum_hi, sum_lo, change, change_error, run)
    square_hi, square_lo = window_sum_step(square_hi, square_lo, product, product_error, run)
    if run < period:
        return math.nan, math.nan, sum_hi, sum_lo, square_hi, square_lo

    total, total_error = two_sum(sum_hi, sum_lo)
    squares, squares_error = two_sum(square_hi, square_lo)
    squares, squares_error = dd_scale(squares, squares_error, period)
    mean_square, mean_square_error = dd_square(total, total_error)
    spread, _ = dd_add(squares, squares_error, -mean_square, -mean_square_error)
    divisor = period * scale
    deviation = math.sqrt(spread) / divisor if spread > ROUNDING_SHARE * squares else 0.0
    return deviation, total / divisor, sum_hi, sum_lo, square_hi, square_lo


@kernel
def stddev_batch(series: NDArray[np.float64], period: int, scale: float, out: NDArray[np.float64]) -> None:
    """Write the deviation of `stddev_step` of every bar to `out`; NaN is na."""
    run = 0
    sum_hi = sum_lo = square_hi = square_lo = 0.0
    for i in range(len(series)):
        run = 0 if math.isnan(series[i]) else run + 1
        leaving = series[i - period] if run > period else 0.0
        out[i], _, sum_hi, sum_lo, square_hi, square_lo = stddev_step(
            series[i], leaving, run, sum_hi, sum_lo, square_hi, square_lo, period, scale
        )
