"""Corrections of single days of a calendar."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from runtime.domain.bars import NANOSECONDS_PER_SECOND, Int64s

_EPOCH = date(1970, 1, 1)


class Override(NamedTuple):
    """What truly happened on a day: trading within these hours of the venue's local time, or none."""

    day: date
    hours: tuple[time, time] | None  # opening and closing; None: closed all day
    reason: str
    source: str


def apply_overrides(sessions: Int64s, overrides: Sequence[Override], timezone: str) -> Int64s:
    """Return the sessions with the overridden days replaced, removed or added.

    Args:
        sessions: (3, n) start and end in nanoseconds UTC and the day in days since 1970-01-01, in order.
    """
    days = [(row.day - _EPOCH).days for row in overrides]
    zone = ZoneInfo(timezone)
    traded = [
        (_nanoseconds(row.day, row.hours[0], zone), _nanoseconds(row.day, row.hours[1], zone), day)
        for row, day in zip(overrides, days, strict=True)
        if row.hours is not None
    ]
    kept = sessions[:, ~np.isin(sessions[2], days)]
    merged = np.concatenate((kept, np.array(traded, np.int64).reshape(-1, 3).T), axis=1)
    return merged[:, np.argsort(merged[2])]


def _nanoseconds(day: date, at: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, at, zone).timestamp()) * NANOSECONDS_PER_SECOND
