"""Days and years: how often a return is counted, and how many of them make a year."""

import numpy as np

from runtime.domain.bars import DAY_NS, Float64s, Int64s

DAYS_PER_YEAR = 365.25
TRADING_DAYS = 252
CALENDAR_DAYS = 365
# A market that trades through the weekend has 2 / 7 of its bars there; an occasional Saturday session
# does not make one. The threshold is backtesting.py's (`_stats.compute_stats`, 0.6.6).
WEEKEND_SHARE = 0.6 * 2 / 7


def periods_per_year(ts_open: Int64s, timeframe_ns: int) -> int:
    """Return how many of the returns of `daily_returns` make a year.

    252 for a market with weekends off, 365 for one without (crypto); bars longer than a day, which are
    their own period, count as many as fit in a year (52 weeks).
    """
    if timeframe_ns > DAY_NS:
        return max(1, CALENDAR_DAYS * DAY_NS // timeframe_ns)
    weekday = (ts_open // DAY_NS + 3) % 7  # 1970-01-01 was a Thursday; Monday is 0
    return CALENDAR_DAYS if np.mean(weekday >= 5) > WEEKEND_SHARE else TRADING_DAYS


def daily_returns(equity: Float64s, ts: Int64s) -> Float64s:
    """Return the simple returns between the last values of successive UTC days.

    A curve that touches zero has no returns from there on: the answer is then a single NaN, which leaves
    every ratio built on returns undefined.
    """
    day = ts // DAY_NS
    is_last = np.append(day[1:] != day[:-1], True)
    last = equity[is_last]
    if np.any(last <= 0.0):
        return np.array([np.nan])
    return np.asarray(last[1:] / last[:-1] - 1.0)
