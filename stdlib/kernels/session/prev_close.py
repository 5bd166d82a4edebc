"""The last close of the trading day before."""

import math

from stdlib.abi import NO_SESSION
from stdlib.jit import kernel


@kernel
def session_prev_close_step(
    close: float, trading_day: int, day: int, days: int, last: float, before: float
) -> tuple[float, int, int, float, float]:
    """Return the last close of the latest trading day before this bar's that has one.

    State: the `last` close and the `day` it is of, how many `days` have had one, and the last close `before`
    that day.

    Args:
        close: NaN is na: the bar gives its day no close.
        trading_day: number of the bar's trading day, not below that of the bar before; or NO_SESSION.

    Returns:
        That close (NaN where there is none, and outside every session), then the state.
    """
    if trading_day == NO_SESSION:
        return math.nan, day, days, last, before
    is_new = days == 0 or trading_day != day
    previous = (last if days > 0 else math.nan) if is_new else before
    if math.isnan(close):
        return previous, day, days, last, before
    return previous, trading_day, days + 1 if is_new else days, close, previous
