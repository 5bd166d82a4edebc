"""Elementary functions of expressions: na in, na out; no infinities."""

import math

import numpy as np

from stdlib.jit import kernel
from stdlib.kernels.exact.finite import finite

_LARGEST_EXPONENT = 709.782712893384  # of e, within float64


@kernel
def max_of(a: float, b: float) -> float:
    """Return the larger value; NaN where either is."""
    return a if a >= b or a != a else b


@kernel
def min_of(a: float, b: float) -> float:
    """Return the smaller value; NaN where either is."""
    return a if a <= b or a != a else b


@kernel
def abs_of(x: float) -> float:
    """Return the value without its sign."""
    return math.fabs(x)


@kernel
def mod_of(x: float, y: float) -> float:
    """Return x - y * floor(x / y), rounded once, with the sign of y; NaN where y is 0."""
    return x % y if y != 0.0 and x == x else math.nan


@kernel
def floor_of(x: float) -> float:
    """Return the nearest whole number not above x."""
    return float(np.floor(x))


@kernel
def ceil_of(x: float) -> float:
    """Return the nearest whole number not below x."""
    return float(np.ceil(x))


@kernel
def round_of(x: float) -> float:
    """Return the nearest whole number, halves away from zero."""
    below = float(np.floor(math.fabs(x)))
    nearest = below + 1.0 if math.fabs(x) - below >= 0.5 else below
    return nearest if x > 0.0 else -nearest


@kernel
def sign_of(x: float) -> float:
    """Return 1, 0 or -1."""
    if x != x:
        return math.nan
    return 1.0 if x > 0.0 else (-1.0 if x < 0.0 else 0.0)


@kernel
def sqrt_of(x: float) -> float:
    """Return the square root; NaN below zero."""
    return math.sqrt(x) if x >= 0.0 else math.nan


@kernel
def log_of(x: float) -> float:
    """Return the natural logarithm; NaN at zero and below."""
    return math.log(x) if x > 0.0 else math.nan


@kernel
def exp_of(x: float) -> float:
    """Return e to the power of x; NaN where it is infinite."""
    return finite(math.exp(x)) if x <= _LARGEST_EXPONENT else math.nan


@kernel
def pow_of(x: float, y: float) -> float:
    """Return x to the power of y; NaN where that is no finite number."""
    if x != x or y != y or (x == 0.0 and y < 0.0) or (x < 0.0 and y != np.floor(y)):
        return math.nan
    if x != 0.0 and y * math.log(math.fabs(x)) > _LARGEST_EXPONENT:
        return math.nan
    return finite(x**y)
