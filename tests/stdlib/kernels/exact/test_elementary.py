"""Elementary functions against Python's own."""

import math
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.exact import elementary

NUMBERS = st.floats(-1e9, 1e9) | st.sampled_from([0.0, -0.0, 0.5, -0.5, 1.5, 2.5, math.nan])


def same(found: float, wanted: float) -> bool:
    return found == wanted or (math.isnan(found) and math.isnan(wanted))


def domain(function: Callable[..., float], *values: float) -> float:
    """Return what Python's function gives; NaN where it knows none."""
    if any(math.isnan(value) for value in values):
        return math.nan
    try:
        result = function(*values)
    except (ValueError, OverflowError, ZeroDivisionError):
        return math.nan
    return math.nan if isinstance(result, complex) or math.isinf(result) else float(result)


@pytest.mark.parametrize(
    ("name", "peer"),
    [
        ("abs_of", abs),
        ("floor_of", math.floor),
        ("ceil_of", math.ceil),
        ("sign_of", lambda x: (x > 0) - (x < 0)),
        ("sqrt_of", math.sqrt),
        ("log_of", math.log),
        ("exp_of", math.exp),
        ("round_of", lambda x: math.copysign(math.floor(abs(Fraction(x)) + Fraction(1, 2)), x)),
    ],
)
@given(x=NUMBERS)
def test_of_one_value(name: str, peer: Callable[[float], float], x: float) -> None:
    assert same(getattr(elementary, name)(x), domain(peer, x))


@pytest.mark.parametrize(
    ("name", "peer"),
    [("max_of", max), ("min_of", min), ("pow_of", pow), ("mod_of", lambda x, y: x % y)],
)
@given(x=NUMBERS, y=NUMBERS)
def test_of_two_values(name: str, peer: Callable[[float, float], float], x: float, y: float) -> None:
    assert same(getattr(elementary, name)(x, y), domain(peer, x, y))
