"""BBANDS: Bollinger bands, a simple average with a band of population deviations on either side.

As TA-Lib with its default average (lookback `period - 1`). Over grid prices the middle band equals
`sma_grid_step` to the bit.
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.volatility.stddev import stddev_step


@kernel
def bbands_step(
    x: float,
    leaving: float,
    run: int,
    sum_hi: float,
    sum_lo: float,
    square_hi: float,
    square_lo: float,
    period: int,
    deviations: float,
    scale: float,
) -> tuple[float, float, float, float, float, float, float]:
    """Band the last `period` values at `deviations` from their mean; inputs and state as `stddev_step`.

    Returns:
        Upper, middle and lower band in units of 1.0 (NaN while the window is not full), then the state.
    """
    deviation, middle, sum_hi, sum_lo, square_hi, square_lo = stddev_step(
        x, leaving, run, sum_hi, sum_lo, square_hi, square_lo, period, scale
    )
    width = deviation * deviations
    return middle + width, middle, middle - width, sum_hi, sum_lo, square_hi, square_lo


@kernel
def bbands_batch(
    series: NDArray[np.float64],
    period: int,
    deviations: float,
    scale: float,
    upper_out: NDArray[np.float64],
    middle_out: NDArray[np.float64],
    lower_out: NDArray[np.float64],
) -> None:
    """Write `bbands_step` of every bar to the three outputs; NaN is na."""
    run = 0
    sum_hi = sum_lo = square_hi = square_lo = 0.0
    for i in range(len(series)):
        run = 0 if math.isnan(series[i]) else run + 1
        leaving = series[i - period] if run > period else 0.0
        upper_out[i], middle_out[i], lower_out[i], sum_hi, sum_lo, square_hi, square_lo = bbands_step(
            series[i], leaving, run, sum_hi, sum_lo, square_hi, square_lo, period, deviations, scale
        )
