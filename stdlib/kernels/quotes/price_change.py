"""The change of the last price against the one a time span ago, within the session."""

import math

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import kernel


@kernel
def price_change_step(
    close: float,
    ts_close: int,
    session_start: int,
    head: int,
    tail: int,
    closes: NDArray[np.float64],
    times: NDArray[np.int64],
    span_ns: int,
) -> tuple[float, int, int]:
    """Return close / (close of the last bar of this session ending at or before ts_close - span_ns) - 1.

    The session's bars from that one on are the queue `[head, tail)` in the rings `closes` and `times`, whose
    length is a power of two with room for the bars of a span and one more. The queue begins anew with the
    first bar of a later session. A bar without a close (NaN) is na and not queued.

    Args:
        ts_close: end of this bar in nanoseconds, later than that of the bar before.
        session_start: opening of this bar's session in nanoseconds, before `ts_close`.
        span_ns: the time span in nanoseconds, > 0.

    Returns:
        The change as a ratio (NaN until the session is that old, and against a close of 0), then the state.
    """
    if math.isnan(close):
        return math.nan, head, tail
    mask = len(closes) - 1
    if head < tail and times[(tail - 1) & mask] <= session_start:
        head = tail
    since = ts_close - span_ns
    while head + 1 < tail and times[(head + 1) & mask] <= since:
        head += 1
    change = math.nan
    if head < tail and times[head & mask] <= since and closes[head & mask] != 0.0:
        change = close / closes[head & mask] - 1.0
    closes[tail & mask] = close
    times[tail & mask] = ts_close
    return change, head, tail + 1
