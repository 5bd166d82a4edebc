"""The extreme of a sliding window, for HIGHEST (`sign` 1.0) and LOWEST (`sign` -1.0) alike.

Values are multiplied by `sign`, which is exact, and their maximum is found. Among equals the latest is taken
(they may differ as 0.0 and -0.0).
"""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel


@kernel
def sliding_extreme_step(
    x: float,
    sign: float,
    run: int,
    k: int,
    head: int,
    tail: int,
    values: NDArray[np.float64],
    times: NDArray[np.int64],
    period: int,
) -> tuple[float, int, int]:
    """Take in bar number `k` and return the extreme of the last `period` bars.

    The candidates, falling values with the bars they came from, are a deque `[head, tail)` in the rings
    `values` and `times`, whose length is a power of two of at least `period` (D. Lemire, "Streaming
    maximum-minimum filter using no more than three comparisons per element", 2006).

    Returns:
        The extreme (NaN while the window is not full), then the new `head` and `tail`.
    """
    if run == 0:
        return math.nan, tail, tail
    mask = len(values) - 1
    if head < tail and times[head & mask] <= k - period:
        head += 1
    signed = sign * x
    while head < tail and values[(tail - 1) & mask] <= signed:
        tail -= 1
    values[tail & mask] = signed
    times[tail & mask] = k
    tail += 1
    return (sign * values[head & mask] if run >= period else math.nan), head, tail


@kernel
def sliding_extreme_batch(
    series: NDArray[np.float64], sign: float, period: int, out: NDArray[np.float64]
) -> None:
    """Write `sliding_extreme_step` of every bar to `out`; NaN is na.

    The series is cut into blocks of `period`. A window is the end of one block and the start of the next, and
    the extreme of either part is a running one (M. van Herk, Pattern Recognition Letters 13, 1992; J. Gil,
    M. Werman, IEEE PAMI 15, 1993). What runs through an na is used by no window that is full.
    """
    n = len(series)
    # Backwards through each block: what a window takes from the block it begins in, left where it ends.
    for start in range(0, n, period):
        extreme = -math.inf
        for i in range(min(start + period, n) - 1, start - 1, -1):
            signed = sign * series[i]
            extreme = signed if signed > extreme else extreme
            if i + period <= n:
                out[i + period - 1] = extreme
    # Forwards: what it takes from the block it ends in.
    run = 0
    for start in range(0, n, period):
        extreme = -math.inf
        for i in range(start, min(start + period, n)):
            signed = sign * series[i]
            extreme = signed if signed >= extreme else extreme
            run = 0 if math.isnan(signed) else run + 1
            if run < period:
                out[i] = math.nan
            else:
                out[i] = sign * (extreme if extreme >= out[i] else out[i])
