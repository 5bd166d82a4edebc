"""Where trading days begin and end among the rows that an account walks through."""

import numpy as np

from runtime.backtest.feeds import Feeds
from runtime.domain.bars import DAY_NS, INSTANT_NS, Bools


def day_ends(feeds: Feeds) -> Bools | None:
    """Return which bars are the last of their trading day by the calendar, known before the next one comes.

    None where each bar is a day or longer. A stream of quotes has no last one: what holds for a day ends
    with the first quote of the next.
    """
    bars = feeds.moments
    if bars.timeframe_ns >= DAY_NS:
        return None
    if feeds.calendar is None or bars.timeframe_ns == INSTANT_NS:
        return np.zeros(bars.rows, np.bool_)
    sessions = feeds.calendar.sessions_of(bars.ts_open, bars.timeframe_ns)
    ends: Bools = ~sessions.outside & (bars.ts_close >= sessions.end_ns)
    return ends
