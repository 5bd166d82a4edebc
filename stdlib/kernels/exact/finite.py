"""The arithmetic of expressions: no infinities, and x / 0 is na."""

import math

from stdlib.jit import kernel


@kernel
def finite(x: float) -> float:
    """Return `x`, or NaN for an infinity."""
    return x if abs(x) <= 1.7976931348623157e308 else math.nan


@kernel
def quotient(x: float, y: float) -> float:
    """Return x / y; NaN where y is 0 or the result is infinite."""
    return finite(x / y) if y != 0.0 else math.nan
