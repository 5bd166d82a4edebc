"""A venue's sessions, and where bars stand in them."""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import DAY_NS, Bools, Int64s
from runtime.market_data.timestamps import NO_TIME

_BLOCK = 1 << 16  # bars looked up at a time: what that takes beside the result fits in a cache


@dataclass(frozen=True, slots=True)
class SessionColumns:
    """The session of each bar; `NO_TIME` in all three columns for a bar outside every session."""

    start_ns: Int64s  # (n,) nanoseconds UTC
    end_ns: Int64s  # (n,) nanoseconds UTC
    day: Int64s  # (n,) trading day, in days since 1970-01-01

    @property
    def outside(self) -> Bools:
        """Tell which bars belong to no session."""
        outside: Bools = self.start_ns == NO_TIME
        return outside


@dataclass(frozen=True, slots=True)
class VenueCalendar:
    """The regular sessions of a venue, one a trading day, in order and without overlap.

    A bar shorter than a day belongs to the session it overlaps (the later one if it overlaps two). A longer
    one belongs to the last session that ends within it, so that a day's bar may be stored at midnight UTC, at
    the venue's midnight or at the open.
    """

    name: str
    timezone: str  # IANA name of the venue's local time
    start_ns: Int64s  # (sessions,) nanoseconds UTC
    end_ns: Int64s  # (sessions,) nanoseconds UTC
    day: Int64s  # (sessions,) the venue's date, in days since 1970-01-01

    @property
    def is_endless(self) -> bool:
        """Tell whether the sessions follow each other without a break: they are the days of one session."""
        return np.array_equal(self.end_ns[:-1], self.start_ns[1:])

    def fingerprint(self, until_ns: int) -> str:
        """Return a hash of the sessions that start before a time: what later ones will be changes nothing."""
        known = slice(int(np.searchsorted(self.start_ns, until_ns)))
        digest = blake2b(f"{self.name} {self.timezone}".encode(), digest_size=16)
        for column in (self.start_ns, self.end_ns, self.day):
            digest.update(np.ascontiguousarray(column[known], np.int64).data)
        return digest.hexdigest()

    def sessions_of(self, ts_open: Int64s, timeframe_ns: int) -> SessionColumns:
        """Return the session of each bar.

        Args:
            ts_open: (n,) nanoseconds UTC, in any order.
            timeframe_ns: the nominal span of the bars.
        """
        place, inside = self._places(ts_open, timeframe_ns)
        columns = (
            np.where(inside, column[place], NO_TIME) for column in (self.start_ns, self.end_ns, self.day)
        )
        return SessionColumns(*columns)

    def close_times(self, ts_open: Int64s, timeframe_ns: int, out: Int64s | None = None) -> Int64s:
        """Return when each bar ends: a timeframe after its open, or with its session if that is earlier.

        A bar outside every session ends a timeframe after its open. Written into `out` where that is given.
        """
        ts_close: Int64s = np.add(ts_open, timeframe_ns, out=out)
        for first in range(0, len(ts_open), _BLOCK):
            block = slice(first, first + _BLOCK)
            place, inside = self._places(ts_open[block], timeframe_ns)
            np.minimum(ts_close[block], self.end_ns[place], out=ts_close[block], where=inside)
        return ts_close

    def _places(self, ts_open: Int64s, timeframe_ns: int) -> tuple[NDArray[np.intp], Bools]:
        """Return the index of each bar's session, and whether it has one (else the index means nothing)."""
        if timeframe_ns < DAY_NS:
            place = np.searchsorted(self.start_ns, ts_open + timeframe_ns) - 1
        else:
            place = np.searchsorted(self.end_ns, ts_open + timeframe_ns, side="right") - 1
        return place, (place >= 0) & (ts_open < self.end_ns[place])
