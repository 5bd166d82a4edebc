"""Error-free transformations against exact rationals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.exact.double_double import (
    dd_add,
    dd_scale,
    dd_square,
    fast_two_sum,
    split,
    two_product,
    two_sum,
)

MODERATE = st.floats(-1e100, 1e100).filter(lambda x: x == 0.0 or abs(x) > 1e-100)
FACTORS = st.integers(1, 100_000).map(float)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[float, float]:
    """A normalised pair."""
    high = draw(MODERATE)
    return two_sum(high, high * 2.0**-54 * draw(st.floats(-1.0, 1.0)))


def exact(*parts: float) -> Fraction:
    return sum((Fraction(part) for part in parts), Fraction(0))


@given(MODERATE, MODERATE)
def test_two_sum_is_exact_and_rounded_to_nearest(a: float, b: float) -> None:
    assert exact(*two_sum(a, b)) == exact(a, b)
    assert two_sum(a, b)[0] == a + b


@given(MODERATE, MODERATE)
def test_fast_two_sum_is_exact_for_the_larger_first(a: float, b: float) -> None:
    large, small = sorted((a, b), key=abs, reverse=True)
    assert exact(*fast_two_sum(large, small)) == exact(a, b)


@given(MODERATE)
def test_split_halves_have_at_most_26_bits(a: float) -> None:
    high, low = split(a)
    assert exact(high, low) == exact(a)
    for half in (high, low):
        numerator = abs(half.as_integer_ratio()[0])
        assert (numerator // (numerator & -numerator) if numerator else 0).bit_length() <= 26


@given(MODERATE, MODERATE)
def test_two_product_is_exact(a: float, b: float) -> None:
    assert exact(*two_product(a, b)) == Fraction(a) * Fraction(b)


@given(pairs(), pairs())
def test_dd_add_is_within_its_bound(x: tuple[float, float], y: tuple[float, float]) -> None:
    true = exact(*x, *y)
    assert abs(exact(*dd_add(*x, *y)) - true) <= abs(true) * Fraction(3, 2**106)


@given(pairs(), FACTORS)
def test_dd_scale_is_within_its_bound(x: tuple[float, float], factor: float) -> None:
    true = exact(*x) * Fraction(factor)
    assert abs(exact(*dd_scale(*x, factor)) - true) <= abs(true) * Fraction(1, 2**104)


@given(pairs())
def test_dd_square_is_within_its_bound(x: tuple[float, float]) -> None:
    true = exact(*x) ** 2
    assert abs(exact(*dd_square(*x)) - true) <= true * Fraction(1, 2**102)


@given(st.integers(-(2**104), 2**104), st.integers(-(2**104), 2**104))
def test_integers_below_2_to_105_add_exactly(a: int, b: int) -> None:
    x, y = ((float(n), float(n - int(float(n)))) for n in (a, b))
    assert exact(*dd_add(*x, *y)) == a + b


@given(st.integers(-(2**52), 2**52), st.integers(0, 2**90), st.integers(1, 2**13))
def test_integers_below_2_to_105_multiply_exactly(a: int, b: int, factor: int) -> None:
    assert exact(*dd_square(float(a), 0.0)) == a * a
    high = float(b)
    assert exact(*dd_scale(high, float(b - int(high)), float(factor))) == b * factor


def test_a_cancelled_sum_keeps_its_last_bits() -> None:
    assert dd_add(1.0, 2.0**-80, -1.0, 0.0) == (2.0**-80, 0.0)
    assert two_sum(1.0, 2.0**-80) == pytest.approx((1.0, 2.0**-80), rel=0.0, abs=0.0)
