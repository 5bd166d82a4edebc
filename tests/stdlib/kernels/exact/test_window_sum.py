"""The sliding sum against Python's integers."""

import random

import pytest

from stdlib.kernels.exact.double_double import two_product, two_sum
from stdlib.kernels.exact.window_sum import FOLD_MASK, window_sum_step


@pytest.mark.parametrize("period", [1, 20, 500])
def test_squares_of_integers_are_summed_exactly_for_thousands_of_steps(period: int) -> None:
    draw = random.Random(period)
    terms = [draw.randrange(2 ** draw.choice([4, 20, 39])) for _ in range(20 * FOLD_MASK)]
    hi = lo = 0.0
    for i, term in enumerate(terms):
        left = terms[i - period] if i >= period else 0
        change, error = two_product(float(term - left), float(term + left))
        hi, lo = window_sum_step(hi, lo, change, error, i + 1)
        window = terms[max(0, i - period + 1) : i + 1]
        assert int(hi) + int(lo) == sum(term * term for term in window)


def test_errors_do_not_outgrow_their_53_bits() -> None:
    """Unfolded, the errors of ever growing sums would add up; folded they stay below an ulp of the sum."""
    hi = lo = 0.0
    for run in range(1, 100 * FOLD_MASK):
        change, error = two_sum(1e15 / 3.0, 0.1)
        hi, lo = window_sum_step(hi, lo, change, error, run)
        assert abs(lo) <= FOLD_MASK * hi * 2.0**-53
