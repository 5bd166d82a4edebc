"""Coarser bars from the finest ones, by session."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from runtime.domain.bars import DAY_NS, Bars, Bools, Float64s, Int64s
from runtime.market_data.buckets import Buckets, build_buckets, require_buildable
from runtime.market_data.calendars.venue_calendar import VenueCalendar


@dataclass(frozen=True, slots=True)
class CoarseBars:
    """Complete bars of a coarser timeframe, and how many of them each finer row may look at.

    `bars` has the symbols of the finer bars in their order, also those without a coarser bar, and neither
    halted rows nor quotes. Its `ts_close` is the end of the bucket, whenever the last finer bar came.
    """

    bars: Bars
    seen: Int64s  # (finer rows,) the symbol's coarser bars that have ended at or before the row's ts_close


def aggregate(
    bars: Bars, timeframe_ns: int, calendar: VenueCalendar, until_ns: int | None = None
) -> CoarseBars:
    """Build coarser bars: open of the first, highest, lowest, close of the last, sum of the volumes in order.

    A finer bar belongs to the bucket in which it ends; halted rows and those outside every session to none. A
    bucket without a bar makes none. A coarser bar is there once a row of its symbol ends with it or later, or
    at the latest at `until_ns`: what is left out at the end of the data is just what no row could have seen.

    Args:
        bars: `ts_close` as `VenueCalendar.close_times` gives it, increasing within each symbol.
        timeframe_ns: shorter than a day and a multiple of the finer one, a day, or a week.
        calendar: the sessions of the venue of all these symbols.
        until_ns: the time up to which it is known that no further bar has come, nanoseconds UTC.

    Raises:
        DataError: bars of that timeframe cannot be built from these.
    """
    require_buildable(bars.timeframe_ns, timeframe_ns)
    first_ns, last_ns = (int(bars.ts_close.min()), int(bars.ts_close.max())) if bars.rows else (0, 0)
    buckets = build_buckets(calendar, timeframe_ns, first_ns, last_ns)
    seen = bars.space.empty(bars.rows, np.int64)
    parts = []
    for symbol in range(len(bars.symbols)):
        rows = bars.rows_of(symbol)
        left_out = bars.halted[rows]
        if timeframe_ns > DAY_NS:  # only such a bucket spans more than a session
            left_out = left_out | calendar.sessions_of(bars.ts_open[rows], bars.timeframe_ns).outside
        parts.append(_aggregate_symbol(bars, rows, left_out, buckets, seen, until_ns or 0))
    counts = [len(part.ts_open) for part in parts]
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in _Columns.__slots__
    }
    coarse = replace(
        bars,
        starts=np.concatenate(([0], np.cumsum(counts, dtype=np.int64))),
        halted=np.zeros(sum(counts), np.bool_),
        timeframe_ns=timeframe_ns,
        bid=None,
        ask=None,
        **columns,
    )
    return CoarseBars(coarse, seen)


@dataclass(frozen=True, slots=True)
class _Columns:
    ts_open: Int64s
    ts_close: Int64s
    open: Float64s
    high: Float64s
    low: Float64s
    close: Float64s
    volume: Float64s


def _aggregate_symbol(
    bars: Bars, rows: slice, left_out: Bools, buckets: Buckets, seen: Int64s, until_ns: int
) -> _Columns:
    """Return one symbol's coarser bars, and fill in its rows of `seen`."""
    ts_close = bars.ts_close[rows]
    last_ns = int(ts_close[-1]) if len(ts_close) else 0
    open_, high, low, close, volume = (
        column[rows] for column in (bars.open, bars.high, bars.low, bars.close, bars.volume)
    )
    traded = ts_close
    if left_out.any():
        traded = ts_close[~left_out]
        open_, high, low, close, volume = (column[~left_out] for column in (open_, high, low, close, volume))
    buckets = buckets.holding(int(traded[0]) if len(traded) else last_ns, last_ns)
    first = np.searchsorted(traded, buckets.start_ns, side="right")
    past = np.searchsorted(traded, buckets.end_ns, side="right")
    made = (first < past) & (buckets.end_ns <= max(last_ns, until_ns))
    first, past = first[made], past[made]
    start_ns, end_ns = buckets.start_ns[made], buckets.end_ns[made]
    ended = np.searchsorted(ts_close, end_ns)
    seen[rows] = np.repeat(np.arange(len(end_ns) + 1), np.diff(ended, prepend=0, append=len(ts_close)))
    return _Columns(
        ts_open=start_ns,
        ts_close=end_ns,
        open=open_[first],
        high=_reduce(np.maximum, high, first, past),
        low=_reduce(np.minimum, low, first, past),
        close=close[past - 1],
        volume=_sum_in_order(volume, first, past),
    )


def _reduce(ufunc: np.ufunc, column: Float64s, first: Int64s, past: Int64s) -> Float64s:
    """Reduce each `column[first:past]`; rows between two of them belong to no bucket."""
    if not len(first):
        return column[:0]
    edges = np.stack((first, past), axis=1).ravel()[:-1]
    reduced: Float64s = ufunc.reduceat(column[: past[-1]], edges)[::2]
    return reduced


def _sum_in_order(column: Float64s, first: Int64s, past: Int64s) -> Float64s:
    """Add up each `column[first:past]` one by one, as bars come in live (`np.add.reduceat` pairs them)."""
    buckets = len(first)
    if not buckets:
        return column[:0]
    edges = np.stack((first, past), axis=1).ravel()
    labels = np.full(2 * buckets - 1, buckets)
    labels[::2] = np.arange(buckets)
    weights = column[first[0] : past[-1]]
    return np.bincount(np.repeat(labels, np.diff(edges)), weights, buckets + 1)[:buckets].astype(np.float64)
