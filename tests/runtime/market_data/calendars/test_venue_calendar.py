"""Where bars stand in the sessions of a venue."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from runtime.market_data.calendars.venues import venue_calendar

MINUTE_NS = 60 * 10**9
HOUR_NS = 60 * MINUTE_NS
DAY_NS = 24 * HOUR_NS


def utc(*texts: str) -> NDArray[np.int64]:
    return np.array(texts, "datetime64[ns]").astype(np.int64)


def test_the_last_hour_of_krx_ends_with_the_session() -> None:
    opens = utc("2025-06-02T00:00", "2025-06-02T05:00", "2025-06-02T06:00")  # 09:00, 14:00 and 15:00 in Seoul
    closes = venue_calendar("krx").close_times(opens, HOUR_NS)
    assert closes.tolist() == utc("2025-06-02T01:00", "2025-06-02T06:00", "2025-06-02T06:30").tolist()


@pytest.mark.parametrize("stored_at", ["2025-06-01T15:00", "2025-06-02T00:00"])  # midnight in Seoul, and UTC
def test_a_krx_day_ends_at_its_close_however_its_date_is_stored(stored_at: str) -> None:
    calendar = venue_calendar("krx")
    assert calendar.close_times(utc(stored_at), DAY_NS).tolist() == utc("2025-06-02T06:30").tolist()
    assert calendar.sessions_of(utc(stored_at), DAY_NS).day.tolist() == [20241]  # 2025-06-02


def test_a_day_that_opens_late_keeps_its_bar_though_that_is_stored_before_the_open() -> None:
    calendar = venue_calendar("krx")
    exam, opening = utc("2025-11-13T00:00"), utc("2025-01-02T00:00")
    assert calendar.close_times(exam, DAY_NS).tolist() == utc("2025-11-13T07:30").tolist()
    assert calendar.close_times(opening, DAY_NS).tolist() == utc("2025-01-02T06:30").tolist()
    assert not calendar.sessions_of(exam, DAY_NS).outside.any()


def test_a_day_stored_at_its_late_opening_is_not_taken_for_the_next_one() -> None:
    closes = venue_calendar("krx").close_times(utc("2025-11-13T01:00"), DAY_NS)
    assert closes.tolist() == utc("2025-11-13T07:30").tolist()


@pytest.mark.parametrize("stored_at", ["2025-07-02T00:00", "2025-07-02T04:00", "2025-07-02T13:30"])
def test_a_us_day_ends_at_its_close_however_its_date_is_stored(stored_at: str) -> None:
    closes = venue_calendar("us").close_times(utc(stored_at), DAY_NS)
    assert closes.tolist() == utc("2025-07-02T20:00").tolist()


def test_a_stored_week_ends_with_its_last_session() -> None:
    calendar = venue_calendar("krx")
    assert (
        calendar.close_times(utc("2025-06-02T00:00"), 7 * DAY_NS).tolist() == utc("2025-06-05T06:30").tolist()
    )
    # 2025-06-06 was Memorial Day


def test_bars_outside_every_session_are_told_and_not_moved() -> None:
    calendar = venue_calendar("krx")
    minutes = utc(
        "2025-06-01T23:59", "2025-06-02T00:00", "2025-06-02T06:29", "2025-06-02T06:30", "2025-06-03T01:00"
    )
    sessions = calendar.sessions_of(minutes, MINUTE_NS)
    assert sessions.outside.tolist() == [True, False, False, True, True]  # 2025-06-03: presidential election
    inside = ~sessions.outside
    assert set(sessions.start_ns[inside].tolist()) == set(utc("2025-06-02T00:00").tolist())
    assert set(sessions.end_ns[inside].tolist()) == set(utc("2025-06-02T06:30").tolist())
    assert (calendar.close_times(minutes, MINUTE_NS) - minutes == MINUTE_NS).all()


@pytest.mark.parametrize("stored_at", ["2025-06-03T00:00", "2025-06-02T15:00"])
def test_the_bar_of_a_holiday_is_outside(stored_at: str) -> None:
    calendar = venue_calendar("krx")
    assert calendar.sessions_of(utc(stored_at), DAY_NS).outside.all()
    assert calendar.close_times(utc(stored_at), DAY_NS).tolist() == (utc(stored_at) + DAY_NS).tolist()


def test_days_before_and_after_the_calendar_are_outside() -> None:
    days = utc("1998-12-04T00:00", "2031-01-02T00:00")
    assert venue_calendar("krx").sessions_of(days, DAY_NS).outside.all()
    assert venue_calendar("krx").sessions_of(days, MINUTE_NS).outside.all()


def test_the_order_of_the_bars_does_not_matter() -> None:
    calendar = venue_calendar("us")
    opens = np.arange(*utc("2025-03-05", "2025-03-13").tolist(), 30 * MINUTE_NS)
    shuffled = np.random.default_rng(7).permutation(len(opens))
    closes = calendar.close_times(opens, HOUR_NS)
    assert (calendar.close_times(opens[shuffled], HOUR_NS) == closes[shuffled]).all()


def test_crypto_bars_are_never_cut() -> None:
    opens = np.arange(*utc("2025-06-01", "2025-06-03").tolist(), 15 * MINUTE_NS)
    calendar = venue_calendar("crypto")
    assert (calendar.close_times(opens, 15 * MINUTE_NS) == opens + 15 * MINUTE_NS).all()
    days = calendar.sessions_of(opens, 15 * MINUTE_NS).day
    assert (days == opens.astype("datetime64[ns]").astype("datetime64[D]").astype(np.int64)).all()


def test_a_fingerprint_knows_the_sessions_before_a_time_and_no_later_ones() -> None:
    krx = venue_calendar("krx")
    until = int(utc("2025-06-02T06:30")[0])
    place = int(np.searchsorted(krx.start_ns, until))
    later, earlier = krx.end_ns.copy(), krx.end_ns.copy()
    later[place] += HOUR_NS
    earlier[place - 1] += HOUR_NS
    assert replace(krx, end_ns=later).fingerprint(until) == krx.fingerprint(until)
    assert replace(krx, end_ns=earlier).fingerprint(until) != krx.fingerprint(until)
    assert replace(krx, name="nxt").fingerprint(until) != krx.fingerprint(until)
