"""The change of the last price against the one a time span ago, within the session or over trading days."""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.abi import DAY_NS, NO_SESSION
from stdlib.jit import kernel


@kernel
def price_change_step(
    close: float,
    ts_close: int,
    session_start: int,
    trading_day: int,
    head: int,
    tail: int,
    closes: NDArray[np.float64],
    times: NDArray[np.int64],
    span_ns: int,
) -> tuple[float, int, int]:
    """Return close / (close that `span_ns` looks back to) - 1.

    Below a day that is the close of the last bar of this session ending at or before ts_close - span_ns. From
    a day on it is the last close so many trading days before, of those on which the symbol has a bar.

    What may still be looked back to is the queue `[head, tail)` in the rings `closes` and `times`, whose
    length is a power of two of at least `bars_within(span_ns, ...)`. A bar without a close (NaN) or outside
    every session is na and not queued.

    Args:
        ts_close: end of this bar in nanoseconds, later than that of the bar before.
        session_start: opening of this bar's session in nanoseconds, before `ts_close`; or NO_SESSION.
        trading_day: number of this bar's trading day, not below that of the bar before; or NO_SESSION.
        span_ns: the time span in nanoseconds, > 0, from a day on whole days.

    Returns:
        The change as a ratio (NaN where there is nothing to look back to, or a close of 0), then the state.
    """
    if math.isnan(close) or trading_day == NO_SESSION:
        return math.nan, head, tail
    if span_ns < DAY_NS:
        return change_within_session(
            close, ts_close, session_start, head, tail, closes, times, ts_close - span_ns
        )
    return change_over_days(close, trading_day, head, tail, closes, times, span_ns // DAY_NS)


@kernel
def change_within_session(
    close: float,
    ts_close: int,
    session_start: int,
    head: int,
    tail: int,
    closes: NDArray[np.float64],
    times: NDArray[np.int64],
    since: int,
) -> tuple[float, int, int]:
    """Compare with the session's last bar that ended at or before `since`, the first of the queue.

    The queue holds closes and ends of bars; it begins anew with the first bar of a later session.
    """
    mask = len(closes) - 1
    if head < tail and times[(tail - 1) & mask] <= session_start:
        head = tail
    while head + 1 < tail and times[(head + 1) & mask] <= since:
        head += 1
    change = math.nan
    if head < tail and times[head & mask] <= since and closes[head & mask] != 0.0:
        change = close / closes[head & mask] - 1.0
    closes[tail & mask] = close
    times[tail & mask] = ts_close
    return change, head, tail + 1


@kernel
def change_over_days(
    close: float,
    trading_day: int,
    head: int,
    tail: int,
    closes: NDArray[np.float64],
    times: NDArray[np.int64],
    days: int,
) -> tuple[float, int, int]:
    """Compare with the last close of the session `days` before, the first of the queue once that is full.

    The queue holds last closes and numbers of trading days; the last one is of the day that is not over.
    """
    mask = len(closes) - 1
    if head == tail or times[(tail - 1) & mask] != trading_day:
        tail += 1
    if tail - head > days + 1:
        head += 1
    closes[(tail - 1) & mask] = close
    times[(tail - 1) & mask] = trading_day
    if tail - head <= days or closes[head & mask] == 0.0:
        return math.nan, head, tail
    return close / closes[head & mask] - 1.0, head, tail
