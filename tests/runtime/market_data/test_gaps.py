"""What was taken out of a series is what is found missing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.calendars.venues import venue_calendar
from runtime.market_data.errors import DataError
from runtime.market_data.gaps import Gaps, find_gaps, least_worth_telling

MINUTE = 60 * 10**9
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
SEOUL = ZoneInfo("Asia/Seoul")


def at(text: str, zone: ZoneInfo = SEOUL) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()) * 10**9


def sessions(calendar: VenueCalendar, first: str, days: int) -> list[tuple[int, int]]:
    """The sessions of a calendar from a day on."""
    place = int(np.searchsorted(calendar.day, np.datetime64(first, "D").astype(np.int64)))
    chosen = slice(place, place + days)
    return list(zip(calendar.start_ns[chosen].tolist(), calendar.end_ns[chosen].tolist(), strict=True))


def bars(spans: list[tuple[int, int]], timeframe_ns: int) -> list[int]:
    """When the bars of these sessions open, one after the other."""
    if timeframe_ns == DAY:
        return [start for start, _ in spans]
    return [open_ns for start, end in spans for open_ns in range(start, end, timeframe_ns)]


def found_in(opens: list[int], timeframe_ns: int, calendar: VenueCalendar, **span: int) -> Gaps:
    return find_gaps(np.array(opens, np.int64), timeframe_ns, calendar, **span)


def runs(gaps: Gaps) -> list[tuple[int, int, int, int]]:
    columns = (gaps.start_ns, gaps.end_ns, gaps.bars, gaps.days)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@st.composite
def series_with_holes(draw: st.DrawFn) -> tuple[VenueCalendar, int, list[tuple[int, int]], set[int]]:
    """A calendar, a timeframe, some of its sessions, and bars to take out, neither the first nor the last."""
    calendar = venue_calendar(draw(st.sampled_from(["krx", "us", "crypto"])))
    # 2025-10-27: daylight saving ends in New York that week, KRX opens late on 13 November.
    spans = sessions(calendar, "2025-10-27", draw(st.integers(2, 16)))
    timeframe_ns = draw(st.sampled_from([5 * MINUTE, 30 * MINUTE, HOUR, 4 * HOUR, DAY]))
    inner = bars(spans, timeframe_ns)[1:-1]
    gone: set[int] = set()
    for _ in range(draw(st.integers(0, 4)) if inner else 0):
        first = draw(st.integers(0, len(inner) - 1))
        gone.update(inner[first : first + draw(st.sampled_from([1, 2, 7, 80, 200]))])
    for start, end in draw(st.lists(st.sampled_from(spans), max_size=4)):
        gone.update(open_ns for open_ns in inner if start <= open_ns < end)
    return calendar, timeframe_ns, spans, gone


@given(series_with_holes())
def test_what_was_removed_is_what_is_found(case) -> None:
    calendar, timeframe_ns, spans, gone = case
    complete = bars(spans, timeframe_ns)
    gaps = found_in([open_ns for open_ns in complete if open_ns not in gone], timeframe_ns, calendar)
    covered = [[open_ns for open_ns in complete if start <= open_ns < end] for start, end, *_ in runs(gaps)]
    assert sorted(gone) == [open_ns for run in covered for open_ns in run]
    assert gaps.bars.tolist() == [len(run) for run in covered]
    lost = [span for span in spans if gone.issuperset(bars([span], timeframe_ns))]
    assert int(gaps.days.sum()) == len(lost)
    assert (gaps.expected, gaps.outside) == (len(complete), 0)


@given(series_with_holes())
def test_runs_are_as_long_as_they_can_be(case) -> None:
    calendar, timeframe_ns, spans, gone = case
    kept = [open_ns for open_ns in bars(spans, timeframe_ns) if open_ns not in gone]
    gaps = found_in(kept, timeframe_ns, calendar)
    lost = {span for span in spans if gone.issuperset(bars([span], timeframe_ns))}
    for (_, end, _, days), (start, _, _, next_days) in zip(runs(gaps), runs(gaps)[1:], strict=False):
        if any(end <= open_ns < start for open_ns in kept):
            continue
        assert end < start  # only the closing of the venue lies between
        assert not (days and next_days and calendar.name != "crypto"), lost


def test_whole_days_are_runs_apart_from_parts_of_days() -> None:
    calendar = venue_calendar("krx")
    spans = sessions(calendar, "2025-03-04", 5)
    removed = bars(spans[:1], MINUTE)[300:] + bars(spans[1:3], MINUTE) + bars(spans[3:4], MINUTE)[:60]
    kept = [open_ns for open_ns in bars(spans, MINUTE) if open_ns not in set(removed)]
    assert runs(found_in(kept, MINUTE, calendar)) == [
        (at("2025-03-04T14:00"), at("2025-03-04T15:30"), 90, 0),
        (at("2025-03-05T09:00"), at("2025-03-06T15:30"), 780, 2),
        (at("2025-03-07T09:00"), at("2025-03-07T10:00"), 60, 0),
    ]


def test_where_trading_never_ends_an_outage_over_midnight_is_one_run() -> None:
    calendar = venue_calendar("crypto")
    complete = bars(sessions(calendar, "2025-03-04", 4), HOUR)
    kept = complete[:20] + complete[50:]
    assert runs(found_in(kept, HOUR, calendar)) == [(complete[20], complete[50], 30, 1)]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2025-11-13", ("10:00", "16:30")),  # college entrance exam
        ("2025-01-02", ("10:00", "15:30")),  # first day of the year
        ("2025-11-14", ("09:00", "15:30")),
    ],
)
def test_minutes_are_expected_from_the_opening_of_that_day(day: str, hours: tuple[str, str]) -> None:
    calendar = venue_calendar("krx")
    opens, closes = (at(f"{day}T{hour}") for hour in hours)
    days = sessions(calendar, day, 2)
    before = int(np.searchsorted(calendar.start_ns, opens)) - 1
    around = [(int(calendar.start_ns[before]), int(calendar.end_ns[before])), *days]
    assert not runs(found_in(bars(around, MINUTE), MINUTE, calendar))
    without = bars(around[:1], MINUTE) + bars(around[2:], MINUTE)
    minutes = (closes - opens) // MINUTE
    assert runs(found_in(without, MINUTE, calendar)) == [(opens, closes, minutes, 1)]


def test_the_election_day_of_2026_is_not_missing_and_the_days_around_it_are() -> None:
    calendar = venue_calendar("krx")
    days = [f"2026-06-{day:02}" for day in (1, 2, 4, 5)]
    midnights = [at(day, ZoneInfo("UTC")) for day in days]
    assert not runs(found_in(midnights, DAY, calendar))
    (only,) = runs(found_in([midnights[0], midnights[3]], DAY, calendar))
    assert only[2:] == (2, 2)


@pytest.mark.parametrize("hour", ["00:00", "09:00", "15:00"])
def test_a_day_may_be_stored_at_the_venues_midnight_its_opening_or_midnight_utc(hour: str) -> None:
    calendar = venue_calendar("krx")
    zone = ZoneInfo("UTC") if hour == "15:00" else SEOUL
    days = ["2025-03-04", "2025-03-05", "2025-03-10"]
    opens = [at(f"{day}T{'00:00' if hour == '15:00' else hour}", zone) for day in days]
    assert [run[2:] for run in runs(found_in(opens, DAY, calendar))] == [(2, 2)]


def test_a_week_is_missing_with_all_its_days() -> None:
    calendar = venue_calendar("krx")
    mondays = [at(day) for day in ("2025-03-03", "2025-03-10", "2025-03-24")]
    assert runs(found_in(mondays, WEEK, calendar)) == [(at("2025-03-17T09:00"), at("2025-03-21T15:30"), 1, 5)]


def test_bars_outside_every_session_are_counted_and_fill_nothing() -> None:
    calendar = venue_calendar("krx")
    minutes = [at(f"2025-03-04T{time}") for time in ("08:30", "09:00", "09:02", "15:29", "15:30")]
    gaps = found_in(minutes, MINUTE, calendar)
    assert gaps.outside == 2
    assert gaps.expected == 390
    assert gaps.bars.tolist() == [1, 386]


def test_only_bars_of_the_span_asked_for_are_expected() -> None:
    calendar = venue_calendar("krx")
    spans = sessions(calendar, "2025-03-04", 4)
    kept = bars(spans[:1], HOUR) + bars(spans[3:], HOUR)
    since_ns, until_ns = at("2025-03-05T12:00"), at("2025-03-06T12:00")
    gaps = found_in(kept, HOUR, calendar, since_ns=since_ns, until_ns=until_ns)
    assert runs(gaps) == [(at("2025-03-05T12:00"), at("2025-03-06T12:00"), 7, 0)]
    assert gaps.expected == 7


@pytest.mark.parametrize(("timeframe_ns", "bars_"), [(MINUTE, 30), (5 * MINUTE, 6), (HOUR, 1), (DAY, 1)])
def test_half_an_hour_without_a_bar_is_worth_telling(timeframe_ns: int, bars_: int) -> None:
    assert least_worth_telling(timeframe_ns) == bars_


def test_a_timeframe_without_sessions_is_refused() -> None:
    with pytest.raises(DataError, match="bars of 2d cannot be built"):
        found_in([0, 2 * DAY], 2 * DAY, venue_calendar("crypto"))
