"""The sum over a sliding window, kept as an unevaluated pair `hi + lo`.

`hi` runs as an ordinary sum and `lo` collects its rounding errors (cascaded summation: T. Ogita, S. M.
Rump, S. Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26, 2005). Each step waits for one
addition only, a quarter of the time of a pair normalised at every step.

The sum is exact, and so independent of what was in the window before, while all terms seen since the last
reset are multiples of some g and their window sums stay below 2^97 g: integers, prices on a grid and their
squares. Elsewhere each step may err by 2^-97 of the largest window sum seen since then.
"""

from stdlib.jit import kernel
from stdlib.kernels.exact.double_double import two_sum

# `lo` grows by up to half an ulp of `hi` a step; folded back every 256 steps it stays within its 53 bits.
FOLD_MASK = 255


@kernel
def window_sum_step(
    hi: float, lo: float, change_hi: float, change_lo: float, run: int
) -> tuple[float, float]:
    """Add what entered the window less what left it (a pair) to the sum; `run` counts the terms so far."""
    hi, error = two_sum(hi, change_hi)
    lo += error + change_lo
    if run & FOLD_MASK == 0:
        hi, lo = two_sum(hi, lo)
    return hi, lo
