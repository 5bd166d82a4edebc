"""price_change against a look through the whole session."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stdlib.abi import NO_SESSION
from stdlib.kernels.quotes.price_change import price_change_step

MINUTE = 60_000_000_000
DAY = 1_440 * MINUTE


def walk_rings(bars, span_ns, length):
    """Run the step over (ts_close, session_start, close) with rings of `length`."""
    closes, times = np.empty(length), np.empty(length, dtype=np.int64)
    head = tail = 0
    out = []
    for ts_close, session_start, close in bars:
        change, head, tail = price_change_step(
            close, ts_close, session_start, session_start // DAY, head, tail, closes, times, span_ns
        )
        out.append(change)
    return out


def change_by_search(bars, i, span_ns):
    ts_close, session_start, close = bars[i]
    earlier = [
        then
        for ts, session, then in bars[:i]
        if session == session_start and ts <= ts_close - span_ns and not math.isnan(then)
    ]
    return close / earlier[-1] - 1.0 if earlier else math.nan


@st.composite
def sessions(draw):
    """Sessions of bars with irregular gaps; a session may begin when the one before ends."""
    bars = []
    now = 0
    for _ in range(draw(st.integers(1, 4))):
        session_start = now + MINUTE * draw(st.integers(0, 30))
        now = session_start
        for gap in draw(st.lists(st.sampled_from([1, 1, 1, 2, 7]), max_size=15)):
            now += MINUTE * gap
            close = draw(st.integers(90, 110).map(float) | st.just(math.nan))
            bars.append((now, session_start, close))
    return bars


@given(bars=sessions(), minutes=st.integers(1, 15))
def test_is_the_change_since_the_last_bar_old_enough(bars, minutes):
    span_ns = minutes * MINUTE
    actual = walk_rings(bars, span_ns, 16)  # bars are a minute apart or more: 15 and one
    expected = [change_by_search(bars, i, span_ns) for i in range(len(bars))]
    np.testing.assert_array_equal(actual, expected)


def test_a_bar_exactly_the_span_ago_counts_and_a_new_session_starts_over():
    bars = [
        (5 * MINUTE, 0, 100.0),
        (10 * MINUTE, 0, 110.0),
        (15 * MINUTE, 0, 99.0),
        (20 * MINUTE, 15 * MINUTE, 120.0),
        (25 * MINUTE, 15 * MINUTE, 60.0),
    ]
    nan = math.nan
    np.testing.assert_allclose(walk_rings(bars, 5 * MINUTE, 8), [nan, 0.1, -0.1, nan, -0.5], rtol=1e-14)


def change_by_days(bars, i, days):
    _, session_start, close = bars[i]
    last_close = {start: then for _, start, then in bars[:i] if not math.isnan(then)}
    earlier = [start for start in last_close if start < session_start]
    return close / last_close[earlier[-days]] - 1.0 if len(earlier) >= days else math.nan


@given(
    days_apart=st.lists(st.integers(1, 4), max_size=12),
    data=st.data(),
    days=st.integers(1, 5),
)
def test_from_a_day_on_counts_the_days_that_have_a_close(days_apart, data, days):
    bars = []
    for day in np.cumsum([0, *days_apart]).tolist():
        closes = data.draw(st.lists(st.integers(90, 110).map(float) | st.just(math.nan), max_size=4))
        bars += [(day * DAY + (k + 1) * MINUTE, day * DAY, close) for k, close in enumerate(closes)]
    length = 1 << days.bit_length()  # of the rings: days and one more fit
    expected = [change_by_days(bars, i, days) for i in range(len(bars))]
    np.testing.assert_array_equal(walk_rings(bars, days * DAY, length), expected)


@pytest.mark.parametrize("span_ns", [MINUTE, DAY])
def test_a_bar_outside_every_session_is_na_and_not_seen(span_ns):
    inside = [(DAY + MINUTE, DAY, 1.0), (DAY + 2 * MINUTE, DAY, 2.0), (3 * DAY, 2 * DAY, 4.0)]
    closes, times, head, tail = np.empty(4), np.empty(4, dtype=np.int64), 0, 0
    for ts_close, start, close in inside:
        change, head, tail = price_change_step(
            9.0, ts_close - 1, NO_SESSION, NO_SESSION, head, tail, closes, times, span_ns
        )
        assert math.isnan(change)
        change, head, tail = price_change_step(
            close, ts_close, start, start // DAY, head, tail, closes, times, span_ns
        )
    np.testing.assert_array_equal(change, walk_rings(inside, span_ns, 4)[-1])


def test_a_close_of_0_has_no_change():
    assert all(math.isnan(x) for x in walk_rings([(MINUTE, 0, 0.0), (2 * MINUTE, 0, 1.0)], MINUTE, 2))
    assert all(math.isnan(x) for x in walk_rings([(MINUTE, 0, 0.0), (DAY + MINUTE, DAY, 1.0)], DAY, 2))
