"""The venue's clocks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from runtime.domain.bars import DAY_NS, NANOSECONDS_PER_SECOND, Int64s

_HOUR_NS = 3_600 * NANOSECONDS_PER_SECOND
_HOURS = 24


def since_midnight(ts: Int64s, timezone: str) -> Int64s:
    """Return how long before each time the day began on the clocks of a place, in nanoseconds.

    Args:
        ts: (n,) nanoseconds UTC.
        timezone: IANA name. Clocks are changed at full hours.
    """
    local: Int64s = (ts + utc_offsets(ts, timezone)) % DAY_NS
    return local


def utc_offsets(ts: Int64s, timezone: str) -> Int64s:
    """Return what local clocks are ahead of UTC at each time, in nanoseconds."""
    if not len(ts):
        return np.zeros(0, np.int64)
    zone = ZoneInfo(timezone)
    first_day, last_day = int(ts.min()) // DAY_NS, int(ts.max()) // DAY_NS + 1
    of_days = [_offset_ns(day * _HOURS, zone) for day in range(first_day, last_day + 1)]
    hourly = np.repeat(np.array(of_days[:-1], np.int64), _HOURS)
    for day in np.flatnonzero(np.diff(of_days)).tolist():  # days with a change of clocks
        hours = range((first_day + day) * _HOURS, (first_day + day + 1) * _HOURS)
        hourly[day * _HOURS : (day + 1) * _HOURS] = [_offset_ns(hour, zone) for hour in hours]
    offsets: Int64s = hourly[ts // _HOUR_NS - first_day * _HOURS]
    return offsets


def _offset_ns(hour: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(hour * 3_600, UTC).astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) * NANOSECONDS_PER_SECOND
