"""When the bars of a generated market open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from runtime.domain.bars import DAY_NS, Int64s
from runtime.market_data.errors import DataError
from runtime.market_data.generator.profile import MINUTE_NS, MarketProfile
from runtime.market_data.timeframe import timeframe_label

_EPOCH = date(1970, 1, 1)
_LAST_YEAR = 2199  # as for the times of bars
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Timetable:
    """`ts_open[d, t]` is when slot `t` of trading day `d` opens, nanoseconds UTC."""

    ts_open: Int64s  # (days, slots)
    timeframe_ns: int
    session_ns: int

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of days and of slots in a day."""
        days, slots = self.ts_open.shape
        return days, slots


def build_timetable(
    profile: MarketProfile,
    timeframe_ns: int,
    days: int,
    first_day: date,
    trading_days: Collection[date] | None = None,
) -> Timetable:
    """Return the bars of each session; the last one of a day is shorter where the timeframe asks for it.

    Args:
        trading_days: the days with a session; every weekday if None.

    Raises:
        DataError: a timeframe that is neither a day nor whole minutes within a session, or too few days.
    """
    if timeframe_ns != DAY_NS and (timeframe_ns % MINUTE_NS or not 0 < timeframe_ns <= profile.session_ns):
        raise DataError(
            f"bars of {timeframe_label(timeframe_ns)} do not fit a session",
            "ask for whole minutes up to a session's length (1m, 5m, 1h), or 1d",
        )
    opens = [_midnight_ns(day) + profile.session_open_ns for day in _days(days, first_day, trading_days)]
    offsets = np.arange(0, profile.session_ns, timeframe_ns, dtype=np.int64)
    return Timetable(np.array(opens, np.int64)[:, None] + offsets, timeframe_ns, profile.session_ns)


def _days(count: int, first_day: date, trading_days: Collection[date] | None) -> list[date]:
    if trading_days is not None:
        found = sorted(day for day in set(trading_days) if day >= first_day)[:count]
        if len(found) < count:
            raise DataError(
                f"only {len(found)} trading days from {first_day} on, fewer than {count}",
                "ask for fewer days, or begin earlier",
            )
        return found
    weeks = count // 5 + 1
    if first_day.year + weeks // 50 >= _LAST_YEAR:
        raise DataError(f"{count} days from {first_day} end after {_LAST_YEAR}", "ask for fewer days")
    calendar = (first_day + timedelta(days=n) for n in range(7 * weeks))
    return [day for day in calendar if day.weekday() < _SATURDAY][:count]


def _midnight_ns(day: date) -> int:
    return (day - _EPOCH).days * DAY_NS
