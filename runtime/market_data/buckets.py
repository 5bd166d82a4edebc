"""The spans of coarser bars, cut out of a venue's sessions."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import DAY_NS, Int64s
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.errors import DataError
from runtime.market_data.timeframe import timeframe_label

WEEK_NS = 7 * DAY_NS
_MONDAY = 3  # 1970-01-01 was a Thursday: the week of day d is (d + 3) // 7


@dataclass(frozen=True, slots=True)
class Buckets:
    """Spans in order, without overlap; a bar belongs to the one in which it ends: start < ts_close <= end."""

    start_ns: Int64s  # (n,) nanoseconds UTC
    end_ns: Int64s  # (n,) nanoseconds UTC

    def holding(self, first_ns: int, last_ns: int) -> "Buckets":
        """Return the buckets that can hold a bar which closes from `first_ns` to `last_ns`."""
        held = slice(np.searchsorted(self.end_ns, first_ns), np.searchsorted(self.start_ns, last_ns))
        return Buckets(self.start_ns[held], self.end_ns[held])


def build_buckets(calendar: VenueCalendar, timeframe_ns: int, first_ns: int, last_ns: int) -> Buckets:
    """Return the buckets that can hold a bar which closes from `first_ns` to `last_ns`.

    Shorter than a day: counted from each session's start, the last one cut at the session's end. A day: the
    session. A week: from the start of the first to the end of the last session from Monday to Sunday.
    """
    sessions = Buckets(calendar.start_ns, calendar.end_ns)
    if timeframe_ns == WEEK_NS:
        return _weeks(calendar).holding(first_ns, last_ns)
    sessions = sessions.holding(first_ns, last_ns)
    if timeframe_ns == DAY_NS:
        return sessions
    return _slices(sessions, timeframe_ns).holding(first_ns, last_ns)


def require_buildable(finer_ns: int, coarser_ns: int) -> None:
    """Refuse a timeframe that bars of a finer one do not make up.

    Raises:
        DataError: the coarser one is no multiple of the finer, or more than a day but not a week.
    """
    if coarser_ns > DAY_NS and coarser_ns != WEEK_NS:
        raise DataError(
            f"bars of {timeframe_label(coarser_ns)} cannot be built", "the timeframes above 1d end with 1w"
        )
    if coarser_ns < finer_ns or (coarser_ns < DAY_NS and coarser_ns % finer_ns):
        finer, coarser = timeframe_label(finer_ns), timeframe_label(coarser_ns)
        raise DataError(
            f"bars of {coarser} cannot be built from bars of {finer}", f"use a whole multiple of {finer}"
        )


def _weeks(calendar: VenueCalendar) -> Buckets:
    week = (calendar.day + _MONDAY) // 7
    is_first = np.diff(week, prepend=week[0] - 1) > 0
    is_last = np.append(is_first[1:], True)
    return Buckets(calendar.start_ns[is_first], calendar.end_ns[is_last])


def _slices(sessions: Buckets, timeframe_ns: int) -> Buckets:
    counts = -((sessions.start_ns - sessions.end_ns) // timeframe_ns)  # rounded up
    ends = np.cumsum(counts)
    within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)
    start_ns = np.repeat(sessions.start_ns, counts) + within * timeframe_ns
    return Buckets(start_ns, np.minimum(start_ns + timeframe_ns, np.repeat(sessions.end_ns, counts)))
