"""The venue's clocks and calendar, against Python's datetime."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.runtime.backtest.sessions.computed import HOUR_NS, MINUTE_NS, bars_at, compute, quantities

SECOND_NS = 10**9
ZONES = {"krx": "Asia/Seoul", "us": "America/New_York", "crypto": "UTC"}


def opens(first: str, count: int, step_ns: int) -> list[int]:
    start = int(datetime.fromisoformat(first).replace(tzinfo=UTC).timestamp()) * SECOND_NS
    return [start + place * step_ns for place in range(count)]


# Numbers as sizes: what is a duration, a time or a date is divided into one.
VALUES = (
    "if time >= 12:00 then 2 else 1",
    "if date >= 2024-03-10 then 2 else 1",
    "if day_of_week == SUN then 7 else if day_of_week >= FRI then 5 else 1",
    "month",
    "day_of_month",
    "since_open / 1m",
    "until_close / 1m",
)


@pytest.mark.parametrize(
    ("venue", "first", "step_ns"),
    [
        ("krx", "2024-11-13T00:00:00", 30 * MINUTE_NS),  # the exam day after it opens late
        ("us", "2024-03-07T14:30:00", 30 * MINUTE_NS),  # over the change of clocks on the 10th
        ("us", "2024-10-31T13:30:00", 30 * MINUTE_NS),
        ("crypto", "2024-02-27T00:00:00", HOUR_NS),  # a leap day
    ],
)
def test_values_of_the_calendar(venue: str, first: str, step_ns: int) -> None:
    bars = bars_at(opens(first, 300, step_ns), step_ns)
    found, feeds = compute(quantities(VALUES), bars, venue)
    zone, inside = ZoneInfo(ZONES[venue]), 0
    for row in range(feeds.bars.rows):
        opened = datetime.fromtimestamp(int(feeds.bars.ts_open[row]) / SECOND_NS, UTC).astimezone(zone)
        closed = datetime.fromtimestamp(int(feeds.bars.ts_close[row]) / SECOND_NS, UTC).astimezone(zone)
        after_noon, after_date, weekday, month, day, since, until = found[:, row]
        assert after_noon == (2 if closed.hour >= 12 else 1)
        if np.isnan(since):
            assert np.isnan(month)
            continue
        inside += 1
        assert after_date == (2 if opened.date().isoformat() >= "2024-03-10" else 1)
        assert weekday == {6: 7, 4: 5, 5: 5}.get(opened.weekday(), 1)
        assert (month, day) == (opened.month, opened.day)
        session = {"krx": (9 * 60, 390), "us": (9 * 60 + 30, 390), "crypto": (0, 1440)}[venue]
        if venue == "krx" and opened.date().isoformat() == "2024-11-14":
            session = (10 * 60, 390)
        begin = opened.replace(hour=0, minute=0) + timedelta(minutes=session[0])
        assert since == (closed - begin) / timedelta(minutes=1)
        assert until == session[1] - since
    assert inside > 50


def test_times_wrap_midnight() -> None:
    bars = bars_at(opens("2024-03-01T00:00:00", 48, HOUR_NS), HOUR_NS)
    values = (
        "if time between [22:00, 02:00] then 2 else 1",
        "if time between [02:00, 22:00] then 2 else 1",
        "if time between [late, 02:00] then 2 else 1",
    )
    artifact = quantities(values, "params { late = 22:00 in 20:00..23:00 }")
    (wrapped, plain, given), feeds = compute(artifact, bars, "crypto")
    hours = feeds.bars.ts_close // HOUR_NS % 24
    np.testing.assert_array_equal(wrapped, np.where((hours >= 22) | (hours <= 2), 2, 1))
    np.testing.assert_array_equal(plain, np.where((hours >= 2) & (hours <= 22), 2, 1))
    np.testing.assert_array_equal(given, wrapped)
    (moved, *_), _ = compute(
        quantities(values[2:], "params { late = 22:00 in 20:00..23:00 }"), bars, "crypto", ["late=23:00"]
    )
    np.testing.assert_array_equal(moved, np.where((hours >= 23) | (hours <= 2), 2, 1))
