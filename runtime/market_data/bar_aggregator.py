"""Coarser bars built while the finer ones come in."""

from dataclasses import dataclass, replace

import numpy as np

from runtime.market_data.buckets import build_buckets, require_buildable
from runtime.market_data.calendars.venue_calendar import VenueCalendar


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of one symbol; `halted` as in `Bars`."""

    ts_open: int  # nanoseconds UTC
    ts_close: int  # nanoseconds UTC
    open: float
    high: float
    low: float
    close: float
    volume: float
    halted: bool = False


class BarAggregator:
    """`aggregate` for one symbol, one finer bar at a time: the same bars, bit for bit, at the same rows."""

    def __init__(self, finer_ns: int, timeframe_ns: int, calendar: VenueCalendar) -> None:
        """Raise `DataError` if bars of `timeframe_ns` cannot be built from bars of `finer_ns`."""
        require_buildable(finer_ns, timeframe_ns)
        self._finer_ns = finer_ns
        self._timeframe_ns = timeframe_ns
        self._calendar = calendar
        self._forming: Bar | None = None

    def add(self, bar: Bar) -> tuple[Bar, ...]:
        """Take the next finer bar in time; return the coarser bars now complete, oldest first."""
        earlier = self.advance(bar.ts_close - 1)
        if not (bar.halted or self._is_outside(bar)):
            self._forming = _extend(self._forming, bar) if self._forming else self._begin(bar)
        return earlier + self.advance(bar.ts_close)

    def advance(self, now_ns: int) -> tuple[Bar, ...]:
        """Return the coarser bar that has ended by now, if any; all bars closed by then have to be added."""
        if self._forming is None or self._forming.ts_close > now_ns:
            return ()
        complete, self._forming = self._forming, None
        return (complete,)

    def _is_outside(self, bar: Bar) -> bool:
        return bool(self._calendar.sessions_of(np.array([bar.ts_open]), self._finer_ns).outside[0])

    def _begin(self, bar: Bar) -> Bar:
        bucket = build_buckets(self._calendar, self._timeframe_ns, bar.ts_close, bar.ts_close)
        return replace(bar, ts_open=int(bucket.start_ns[0]), ts_close=int(bucket.end_ns[0]))


def _extend(forming: Bar, bar: Bar) -> Bar:
    return replace(
        forming,
        high=max(forming.high, bar.high),
        low=min(forming.low, bar.low),
        close=bar.close,
        volume=forming.volume + bar.volume,
    )
