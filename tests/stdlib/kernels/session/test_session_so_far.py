"""What the trading day has been so far, against numpy over the rows of the day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stdlib.abi import NO_SESSION
from stdlib.kernels.session.prev_close import session_prev_close_step
from stdlib.kernels.session.so_far import (
    session_bars_step,
    session_high_step,
    session_low_step,
    session_open_step,
    session_volume_step,
)

OVER_THE_DAY = [
    (session_open_step, lambda seen: seen[0]),
    (session_high_step, np.max),
    (session_low_step, np.min),
    (session_volume_step, lambda seen: np.cumsum(seen)[-1]),  # in order, as bars come in
]
NO_VALUE = st.just(float("nan"))


@st.composite
def days(draw):
    """Numbers of trading days, not falling, some of them NO_SESSION, and a value each."""
    day = np.cumsum(draw(st.lists(st.sampled_from([0, 0, 0, 0, 1, 3]), min_size=1, max_size=30)))
    outside = draw(st.lists(st.sampled_from([False] * 5 + [True]), min_size=len(day), max_size=len(day)))
    value = st.floats(0.1, 1e6) | NO_VALUE
    values = draw(st.lists(value, min_size=len(day), max_size=len(day)))
    return np.where(outside, NO_SESSION, day), np.asarray(values)


def walked(step, state, *columns):
    """Run a step over columns; its first result is the answer, the rest its state."""
    answers = []
    for values in zip(*(column.tolist() for column in columns), strict=True):
        answer, *state = step(*values, *state)
        answers.append(answer)
    return np.asarray(answers)


@pytest.mark.parametrize(("step", "reduction"), OVER_THE_DAY)
@given(days=days())
def test_is_the_reduction_of_the_days_rows_so_far(step, reduction, days):
    day, values = days
    expected = [
        np.nan if day[i] == NO_SESSION else reduction(values[: i + 1][day[: i + 1] == day[i]])
        for i in range(len(day))
    ]
    np.testing.assert_array_equal(walked(step, (0, 0, 0.0), values, day), expected)


@given(days=days())
def test_bars_are_counted_from_one(days):
    day, _ = days
    expected = [np.nan if each == NO_SESSION else np.sum(day[: i + 1] == each) for i, each in enumerate(day)]
    np.testing.assert_array_equal(walked(session_bars_step, (0, 0), day), expected)


@given(days=days())
def test_previous_close_is_the_last_one_of_an_earlier_day(days):
    day, closes = days
    known = (day != NO_SESSION) & ~np.isnan(closes)
    expected = []
    for i, each in enumerate(day):
        earlier = closes[:i][known[:i] & (day[:i] < each)]
        expected.append(earlier[-1] if each != NO_SESSION and len(earlier) else np.nan)
    np.testing.assert_array_equal(walked(session_prev_close_step, (0, 0, 0.0, 0.0), closes, day), expected)
