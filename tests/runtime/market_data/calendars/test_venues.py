"""The sessions of the venues, against their published history."""

import csv
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from runtime.domain.bars import DAY_NS
from runtime.market_data.calendars.krx_overrides import KRX_OVERRIDES
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.calendars.venues import likely_venue, venue_calendar
from runtime.market_data.errors import DataError


def local_hours(calendar: VenueCalendar, day: str) -> tuple[str, str] | None:
    """Return when a day's session starts and ends on the venue's clocks, None without one."""
    places = np.flatnonzero(calendar.day == np.datetime64(day, "D").astype(np.int64))
    if not len(places):
        return None
    zone = ZoneInfo(calendar.timezone)
    start, end = (
        datetime.fromtimestamp(int(column[places[0]]) / 1e9, zone)
        for column in (calendar.start_ns, calendar.end_ns)
    )
    assert start.date() == end.date() == date.fromisoformat(day)
    return f"{start:%H:%M}", f"{end:%H:%M}"


@pytest.mark.parametrize("name", ["krx", "us", "crypto"])
def test_sessions_are_in_order_and_apart(name: str) -> None:
    calendar = venue_calendar(name)
    assert (calendar.start_ns < calendar.end_ns).all()
    assert (calendar.end_ns[:-1] <= calendar.start_ns[1:]).all()
    assert (np.diff(calendar.day) > 0).all()


@pytest.mark.parametrize("name", ["krx", "us", "crypto"])
def test_a_session_lies_within_one_day_of_utc(name: str) -> None:
    """So a bar of the session tells its trading day by its UTC date, as `daily_loss_limit` has it."""
    calendar = venue_calendar(name)
    assert np.array_equal(calendar.start_ns // DAY_NS, calendar.day)
    assert np.array_equal((calendar.end_ns - 1) // DAY_NS, calendar.day)


def test_only_crypto_never_closes() -> None:
    assert [name for name in ("krx", "us", "crypto") if venue_calendar(name).is_endless] == ["crypto"]


@pytest.mark.parametrize("index", ["KOSPI", "KOSDAQ", "KOSPI200"])
def test_krx_trades_on_exactly_the_days_its_indices_were_published(real_bars: Path, index: str) -> None:
    table = pq.read_table(real_bars / "krx_index_usdkrw_daily_1995-2026.parquet")
    stamps = table.filter(pc.equal(table["symbol"], index))["timestamp"].to_numpy()
    published = np.unique(stamps.astype("datetime64[ms]").astype("datetime64[D]").astype(np.int64))
    calendar = venue_calendar("krx")
    published = published[published >= calendar.day[0]]
    ours = calendar.day[calendar.day <= published[-1]]
    assert len(published) > 6800
    assert set(ours.tolist()) == set(published.tolist())


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("1998-12-05", None),  # the last Saturday session: before our calendar starts
        ("1998-12-07", ("09:00", "15:00")),  # start of the five-day week
        ("2016-07-29", ("09:00", "15:00")),
        ("2016-08-01", ("09:00", "15:30")),  # half an hour longer from here on
        ("2017-11-16", ("10:00", "16:30")),  # the exam was put off for an earthquake, the hours were not
        ("2017-11-23", ("10:00", "16:30")),
        ("2025-01-02", ("10:00", "15:30")),  # first trading day of the year
        ("2026-01-02", ("10:00", "15:30")),
        ("2025-12-30", ("09:00", "15:30")),
        ("2025-12-31", None),  # year-end closing
        ("2026-05-01", None),  # Labour Day
        ("2026-06-03", None),  # local elections
        ("2026-07-17", None),  # Constitution Day
        ("2026-12-30", ("09:00", "15:30")),
    ],
)
def test_krx_hours(day: str, hours: tuple[str, str] | None) -> None:
    assert local_hours(venue_calendar("krx"), day) == hours


@pytest.mark.parametrize(
    "day",
    [
        "2019-11-14",
        "2020-12-03",
        "2021-11-18",
        "2022-11-17",
        "2023-11-16",
        "2024-11-14",
        "2025-11-13",
        "2026-11-19",
    ],
)
def test_krx_opens_and_closes_an_hour_late_on_the_day_of_the_college_entrance_exam(day: str) -> None:
    assert local_hours(venue_calendar("krx"), day) == ("10:00", "16:30")


def test_the_last_session_of_the_calendar_has_regular_hours() -> None:
    calendar = venue_calendar("krx")
    last = str(np.datetime64(int(calendar.day[-1]), "D"))
    assert local_hours(calendar, last) == ("09:00", "15:30")


def test_every_correction_names_reason_and_source_and_still_corrects_something() -> None:
    calendar = venue_calendar("krx")
    for row in KRX_OVERRIDES:
        assert row.reason
        assert row.source
        hours = None if row.hours is None else tuple(at.isoformat("minutes") for at in row.hours)
        assert local_hours(calendar, row.day.isoformat()) == hours
        assert row.hours != (time(9, 0), time(15, 30))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2025-03-07", ("09:30", "16:00")),  # the last session in winter time
        ("2025-03-10", ("09:30", "16:00")),
        ("2025-07-03", ("09:30", "13:00")),  # early close before Independence Day
        ("2025-07-04", None),
        ("2025-01-09", None),  # day of mourning for President Carter
    ],
)
def test_us_hours(day: str, hours: tuple[str, str] | None) -> None:
    assert local_hours(venue_calendar("us"), day) == hours


def test_us_sessions_move_in_utc_with_daylight_saving() -> None:
    calendar = venue_calendar("us")
    opens = {
        day: np.datetime64(
            int(calendar.start_ns[calendar.day == np.datetime64(day, "D").astype(np.int64)][0]), "ns"
        )
        for day in ("2025-03-07", "2025-03-10", "2025-10-31", "2025-11-03")
    }
    assert opens["2025-03-07"] == np.datetime64("2025-03-07T14:30")
    assert opens["2025-03-10"] == np.datetime64("2025-03-10T13:30")
    assert opens["2025-10-31"] == np.datetime64("2025-10-31T13:30")
    assert opens["2025-11-03"] == np.datetime64("2025-11-03T14:30")


def test_crypto_never_closes_and_its_day_starts_at_midnight_utc() -> None:
    calendar = venue_calendar("crypto")
    assert (calendar.end_ns[:-1] == calendar.start_ns[1:]).all()
    assert (calendar.start_ns % (86_400 * 10**9) == 0).all()
    assert (
        calendar.start_ns.astype("datetime64[ns]").astype("datetime64[D]").astype(np.int64) == calendar.day
    ).all()


def test_an_unknown_venue_gets_a_suggestion() -> None:
    with pytest.raises(DataError, match="no calendar 'krxx'") as caught:
        venue_calendar("krxx")
    assert "krx" in caught.value.hint


def test_every_code_of_the_exchange_looks_like_its_venue(real_bars: Path) -> None:
    with (real_bars / "krx_marcap_names.csv").open(encoding="utf-8") as file:
        codes = {row["symbol"] for row in csv.DictReader(file)}
    assert len(codes) > 3000
    assert likely_venue(sorted(codes)) == "krx"


@pytest.mark.parametrize("symbol", ["BTCUSDT", "KRW-BTC", "1INCH", "AAPL", "KOSPI"])
def test_other_symbols_do_not_look_like_codes_of_the_exchange(symbol: str) -> None:
    assert likely_venue(["005930", symbol]) == "crypto"
