"""LOWEST: the least of the last `period` values, as TA-Lib's MIN (lookback `period - 1`)."""

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel
from stdlib.kernels.extrema.sliding_extreme import sliding_extreme_batch, sliding_extreme_step

SIGN = -1.0


@kernel
def lowest_step(
    x: float,
    run: int,
    k: int,
    head: int,
    tail: int,
    values: NDArray[np.float64],
    times: NDArray[np.int64],
    period: int,
) -> tuple[float, int, int]:
    """Return the least of the last `period` values, then the state, as `sliding_extreme_step`."""
    return sliding_extreme_step(x, SIGN, run, k, head, tail, values, times, period)


@kernel
def lowest_batch(series: NDArray[np.float64], period: int, out: NDArray[np.float64]) -> None:
    """Write `lowest_step` of every bar to `out`; NaN is na."""
    sliding_extreme_batch(series, SIGN, period, out)
