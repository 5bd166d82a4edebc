"""What a strategy reads of its venue's calendar: a value a bar, or a quote."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bars, Float64s, Int64s
from runtime.market_data.calendars.local_time import since_midnight
from runtime.market_data.calendars.venue_calendar import SessionColumns, VenueCalendar

Column = NDArray[np.int64] | NDArray[np.float64]
_THURSDAY = 4  # 1970-01-01


@dataclass(frozen=True, slots=True)
class _Given:
    bars: Bars
    calendar: VenueCalendar
    sessions: SessionColumns


def calendar_columns(names: set[str], bars: Bars, calendar: VenueCalendar) -> dict[str, Column]:
    """Return those of the named columns that come from the calendar."""
    wanted = names & CALENDAR_COLUMNS.keys()
    if not wanted:
        return {}
    given = _Given(bars, calendar, calendar.sessions_of(bars.ts_open, bars.timeframe_ns))
    return {name: CALENDAR_COLUMNS[name](given) for name in sorted(wanted)}


def _session_start(given: _Given) -> Int64s:
    if given.calendar.is_endless:
        return np.full(given.bars.rows, given.calendar.start_ns[0])
    return given.sessions.start_ns


def _time(given: _Given) -> Float64s:
    return since_midnight(given.bars.ts_close, given.calendar.timezone).astype(np.float64)


def _date(given: _Given) -> Float64s:
    """Return the trading day, na outside every session."""
    return np.where(given.sessions.outside, np.nan, given.sessions.day)


def _day_of_week(given: _Given) -> Float64s:
    return (_date(given) + _THURSDAY - 1) % 7 + 1


def _month(given: _Given) -> Float64s:
    days = given.sessions.day.astype("datetime64[D]")
    month = (days.astype("datetime64[M]").astype(np.int64) % 12 + 1).astype(np.float64)
    return np.where(given.sessions.outside, np.nan, month)


def _day_of_month(given: _Given) -> Float64s:
    days = given.sessions.day.astype("datetime64[D]")
    day = (days - days.astype("datetime64[M]")).astype(np.float64) + 1
    return np.where(given.sessions.outside, np.nan, day)


def _since_open(given: _Given) -> Float64s:
    return np.where(given.sessions.outside, np.nan, given.bars.ts_close - given.sessions.start_ns)


def _until_close(given: _Given) -> Float64s:
    return np.where(given.sessions.outside, np.nan, given.sessions.end_ns - given.bars.ts_close)


# Outside every session the whole numbers are `NO_TIME`: such a bar belongs to no day.
CALENDAR_COLUMNS: dict[str, Callable[[_Given], Column]] = {
    "session_start": _session_start,
    "trading_day": lambda given: given.sessions.day,
    "time": _time,
    "date": _date,
    "day_of_week": _day_of_week,
    "month": _month,
    "day_of_month": _day_of_month,
    "since_open": _since_open,
    "until_close": _until_close,
}
