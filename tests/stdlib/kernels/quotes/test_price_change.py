"""price_change against a look through the whole session."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.quotes.price_change import price_change_step

MINUTE = 60_000_000_000


def walk_rings(bars, span_ns, length):
    """Run the step over (ts_close, session_start, close) with rings of `length`."""
    closes, times = np.empty(length), np.empty(length, dtype=np.int64)
    head = tail = 0
    out = []
    for ts_close, session_start, close in bars:
        change, head, tail = price_change_step(
            close, ts_close, session_start, head, tail, closes, times, span_ns
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


def test_a_close_of_0_has_no_change():
    assert all(math.isnan(x) for x in walk_rings([(MINUTE, 0, 0.0), (2 * MINUTE, 0, 1.0)], MINUTE, 2))
