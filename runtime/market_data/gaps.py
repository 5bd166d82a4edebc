"""Bars that a venue's calendar expects and a series lacks."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import DAY_NS, NANOSECONDS_PER_SECOND, Bools, Int64s
from runtime.market_data.buckets import Buckets, build_buckets, require_buildable
from runtime.market_data.calendars.venue_calendar import VenueCalendar

_QUIET_NS = 30 * 60 * NANOSECONDS_PER_SECOND


@dataclass(frozen=True, slots=True)
class Gaps:
    """Runs of missing bars, in order.

    A run lasts as long as one missing bar follows the other without a break, or through trading days that are
    missing whole. So in a venue that closes overnight, whole days are runs apart from parts of days.
    """

    start_ns: Int64s  # (runs,) when the first missing bar would have opened, nanoseconds UTC
    end_ns: Int64s  # (runs,) when the last one would have closed
    bars: Int64s  # (runs,) how many are missing
    days: Int64s  # (runs,) trading days that lie wholly within
    expected: int  # bars that the calendar has between the first and the last of the series, both included
    outside: int  # bars of the series that open in no session

    def select(self, chosen: Bools) -> "Gaps":
        """Return some of the runs."""
        return replace(
            self,
            start_ns=self.start_ns[chosen],
            end_ns=self.end_ns[chosen],
            bars=self.bars[chosen],
            days=self.days[chosen],
        )


def find_gaps(
    ts_open: Int64s,
    timeframe_ns: int,
    calendar: VenueCalendar,
    *,
    since_ns: int | None = None,
    until_ns: int | None = None,
) -> Gaps:
    """Return what is missing between the first and the last bar of a series.

    Bars are expected as `build_buckets` cuts them out of the sessions; one that is there, a halt marker too,
    fills the bucket in which it ends.

    Args:
        ts_open: (n,) of one symbol from one source, strictly increasing, nanoseconds UTC; one bar or more.
        timeframe_ns: the span of a bar.
        calendar: the sessions of the symbol's venue.
        since_ns: expect only bars that would open at or after this time.
        until_ns: expect only bars that would open before this time.

    Raises:
        DataError: a timeframe above a day other than a week.
    """
    require_buildable(timeframe_ns, timeframe_ns)
    ts_close = calendar.close_times(ts_open, timeframe_ns)
    buckets = build_buckets(calendar, timeframe_ns, int(ts_close[0]), int(ts_close[-1]))
    place, inside = _places(buckets, ts_close)
    missing = np.ones(len(buckets.start_ns), np.bool_)
    missing[place[inside]] = False
    joins = _joins(buckets, missing, timeframe_ns, calendar)
    asked = np.ones(len(missing), np.bool_)
    if since_ns is not None:
        asked &= buckets.start_ns >= since_ns
    if until_ns is not None:
        asked &= buckets.start_ns < until_ns
    first, last = _runs(missing & asked, joins)
    start_ns, end_ns = buckets.start_ns[first], buckets.end_ns[last]
    return Gaps(
        start_ns=start_ns,
        end_ns=end_ns,
        bars=last - first + 1,
        days=_whole_days(calendar, start_ns, end_ns),
        expected=int(np.count_nonzero(asked)),
        outside=int(np.count_nonzero(~inside)),
    )


def least_worth_telling(timeframe_ns: int) -> int:
    """Return how many bars must be missing in a row to mean more than that nobody traded.

    One of half an hour and longer. Of shorter ones as many as fill half an hour: the closing auction of KRX
    leaves ten minutes without a trade, and issues under administration are matched once in thirty.
    """
    return -(-_QUIET_NS // timeframe_ns)


def _places(buckets: Buckets, ts_close: Int64s) -> tuple[NDArray[np.intp], Bools]:
    """Return the bucket in which each bar ends, and whether it has one (else the index means nothing)."""
    place = np.searchsorted(buckets.end_ns, ts_close)
    inside = place < len(buckets.end_ns)
    inside[inside] = buckets.start_ns[place[inside]] < ts_close[inside]
    return place, inside


def _joins(buckets: Buckets, missing: Bools, timeframe_ns: int, calendar: VenueCalendar) -> Bools:
    """Return whether each bucket but the first goes on where the one before it ended, for a run of missing
    ones: without a break in time, or from one empty day to the next.
    """
    if timeframe_ns >= DAY_NS:
        return np.ones(max(0, len(missing) - 1), np.bool_)
    session = np.searchsorted(calendar.start_ns, buckets.start_ns, side="right") - 1
    filled = np.zeros(len(calendar.day), np.bool_)
    filled[session[~missing]] = True
    empty = ~filled[session]
    joins: Bools = (buckets.end_ns[:-1] == buckets.start_ns[1:]) | (empty[:-1] & empty[1:])
    return joins


def _runs(missing: Bools, joins: Bools) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first and the last bucket of each run."""
    goes_on = missing[:-1] & missing[1:] & joins
    begins, ends = missing.copy(), missing.copy()
    begins[1:] &= ~goes_on
    ends[:-1] &= ~goes_on
    return np.flatnonzero(begins), np.flatnonzero(ends)


def _whole_days(calendar: VenueCalendar, start_ns: Int64s, end_ns: Int64s) -> Int64s:
    past = np.searchsorted(calendar.end_ns, end_ns, side="right")
    days: Int64s = np.maximum(past - np.searchsorted(calendar.start_ns, start_ns), 0)
    return days
