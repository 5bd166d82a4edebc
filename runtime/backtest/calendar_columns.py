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


_BLOCK = 1 << 20  # bars at a time: what that takes beside the result does not grow with the market


@dataclass(frozen=True, slots=True)
class _Given:
    ts_close: Int64s
    calendar: VenueCalendar
    sessions: SessionColumns


def calendar_columns(names: set[str], bars: Bars, calendar: VenueCalendar) -> dict[str, Column]:
    """Return those of the named columns that come from the calendar."""
    columns: dict[str, Column] = {
        name: bars.space.empty(bars.rows, np.int64 if name in WHOLE_COLUMNS else np.float64)
        for name in sorted(names & CALENDAR_COLUMNS.keys())
    }
    for first in range(0, bars.rows if columns else 0, _BLOCK):
        block = slice(first, first + _BLOCK)
        sessions = calendar.sessions_of(bars.ts_open[block], bars.timeframe_ns)
        given = _Given(bars.ts_close[block], calendar, sessions)
        for name, column in columns.items():
            column[block] = CALENDAR_COLUMNS[name](given)
    return columns


def _session_start(given: _Given) -> Int64s:
    if given.calendar.is_endless:
        return np.full(len(given.ts_close), given.calendar.start_ns[0])
    return given.sessions.start_ns


def _time(given: _Given) -> Float64s:
    return since_midnight(given.ts_close, given.calendar.timezone).astype(np.float64)


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
    return np.where(given.sessions.outside, np.nan, given.ts_close - given.sessions.start_ns)


def _until_close(given: _Given) -> Float64s:
    return np.where(given.sessions.outside, np.nan, given.sessions.end_ns - given.ts_close)


WHOLE_COLUMNS = frozenset({"session_start", "trading_day"})
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
