"""Times as files write them, to int64 nanoseconds UTC."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from runtime.domain.bars import DAY_NS, Bools, Int64s
from runtime.market_data.arrow_arrays import distinct_texts, values_of
from runtime.market_data.errors import DataError

NO_TIME = int(np.iinfo(np.int64).min)  # as numpy's NaT
EARLIEST_NS = -2_208_988_800 * 10**9  # 1900-01-01
LATEST_NS = 7_258_118_400 * 10**9  # 2200-01-01

_UNIT_NS = {"s": 10**9, "ms": 10**6, "us": 10**3, "ns": 1}
_ROW_NUMBER_LIMIT = 10**7  # numbers this small count rows; as seconds they would end in April 1970
_CALENDAR_FORMATS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.+))?")


@dataclass(frozen=True, slots=True)
class Times:
    """Opening times in nanoseconds UTC, `NO_TIME` where there is none; `naive`: the file names no zone."""

    ts: Int64s
    naive: bool

    @property
    def assumes_utc(self) -> bool:
        """Tell whether reading naive times as UTC matters: some are not at midnight."""
        return self.naive and bool(np.any(self.ts[self.ts != NO_TIME] % DAY_NS))


def times_of(column: Any, name: str) -> Times:
    """Read an Arrow array of timestamps, dates, epoch numbers or text; what has no zone is UTC.

    Numbers are a calendar date and time written as digits (20240102, 202401020900, 20240102090000), or epoch
    counts in the coarsest of s, ms, us and ns in which they end before 2200.

    Raises:
        DataError: the column's type holds no times.
    """
    import pyarrow as pa

    kind = column.type
    if pa.types.is_timestamp(kind):
        counts = values_of(column.view(pa.int64()), np.int64, NO_TIME)
        return Times(_scaled(counts, _UNIT_NS[kind.unit]), naive=kind.tz is None)
    if pa.types.is_date32(kind):
        days = values_of(column.view(pa.int32()), np.int64, NO_TIME)
        return Times(_scaled(days, DAY_NS), naive=True)
    if pa.types.is_date64(kind):
        counts = values_of(column.view(pa.int64()), np.int64, NO_TIME)
        return Times(_scaled(counts, _UNIT_NS["ms"]), naive=True)
    if pa.types.is_integer(kind):
        return _times_of_ints(values_of(column, np.int64, NO_TIME))
    if pa.types.is_floating(kind):
        values = values_of(column, np.float64, np.nan)
        whole = (np.abs(values) < 2**63) & (np.rint(values) == values)
        return _times_of_ints(np.where(whole, values, NO_TIME).astype(np.int64))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        texts, indices = distinct_texts(column)
        times = _times_of_texts(texts)
        return Times(times.ts[indices], times.naive)
    if pa.types.is_null(kind):
        return Times(np.full(len(column), NO_TIME, np.int64), naive=False)
    raise DataError(
        f"column '{name}' holds {kind}, no points in time",
        "a time is written 2024-01-02, 2024-01-02T09:00:00+09:00, or as milliseconds since 1970 UTC",
    )


def _scaled(counts: Int64s, unit_ns: int) -> Int64s:
    """Return the counts in nanoseconds, `NO_TIME` where that is before 1900 or after 2199."""
    if len(counts) and counts.min() >= EARLIEST_NS // unit_ns and counts.max() < LATEST_NS // unit_ns:
        return counts * unit_ns
    within = (counts >= EARLIEST_NS // unit_ns) & (counts < LATEST_NS // unit_ns)
    return np.where(within, counts, 0) * unit_ns + np.where(within, 0, NO_TIME)


def _times_of_ints(values: Int64s) -> Times:
    present = values[values != NO_TIME]
    if not len(present):
        return Times(values, naive=False)
    sample = np.sort(present[:: len(present) // 1000 + 1])
    middle = int(sample[len(sample) // 2])
    if len(str(abs(middle))) in _CALENDAR_FORMATS:
        distinct, place = np.unique(values, return_inverse=True)
        calendar = np.array([_calendar_ns(str(value)) for value in distinct.tolist()], np.int64)
        # A count that happens to have so many digits soon fails as a date; a file of dates hardly does.
        if np.count_nonzero(calendar[place] != NO_TIME) * 2 > len(present):
            return Times(calendar[place], naive=True)
    if abs(middle) < _ROW_NUMBER_LIMIT:
        return Times(np.full_like(values, NO_TIME), naive=False)
    unit_ns = next(ns for ns in _UNIT_NS.values() if abs(middle) < LATEST_NS // ns or ns == 1)
    return Times(_scaled(values, unit_ns), naive=False)


def _times_of_texts(texts: Sequence[str]) -> Times:
    stripped = [text.strip() for text in texts]
    digits = [text.isascii() and text.isdigit() for text in stripped]
    numbers = np.array([min(int(t), 2**63 - 1) for t, d in zip(stripped, digits, strict=True) if d], np.int64)
    counted = _times_of_ints(numbers)
    parsed = [parse_moment(text) for text, d in zip(stripped, digits, strict=True) if not d]
    ts = np.empty(len(texts), np.int64)
    is_number: Bools = np.array(digits, np.bool_)
    ts[is_number] = counted.ts
    ts[~is_number] = [_ns_of(moment) for moment in parsed]
    naive = counted.naive or any(moment is not None and moment.tzinfo is None for moment in parsed)
    return Times(ts, naive)


def _calendar_ns(digits: str) -> int:
    form = _CALENDAR_FORMATS.get(len(digits))
    if form is None:
        return NO_TIME
    try:
        return _ns_of(datetime.strptime(digits, form))
    except ValueError:
        return NO_TIME


def parse_moment(text: str) -> datetime | None:
    """Read an ISO 8601 date and time, None if it is none; the date also as 2024/1/2 or 2024.1.2."""
    if match := _DATE_FIRST.fullmatch(text):
        year, month, day, rest = match.groups()
        text = f"{year}-{int(month):02}-{int(day):02}" + (f"T{rest}" if rest else "")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _ns_of(moment: datetime | None) -> int:
    if moment is None:
        return NO_TIME
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    ns = (aware - _EPOCH) // timedelta(microseconds=1) * 1000
    return ns if EARLIEST_NS <= ns < LATEST_NS else NO_TIME
