"""What the trading day has been so far, the bar just taken in included.

Each step is given one value of the bar and the number of its trading day, never below that of the bar before;
or NO_SESSION: then it answers na and keeps its state. The state is the `day` of the last bar, how many `bars`
it has had, and what is made of their values. A value that is na makes the answer na until the day is over.
"""

import math

from stdlib.abi import NO_SESSION
from stdlib.jit import kernel


@kernel
def bars_so_far(trading_day: int, day: int, bars: int) -> int:
    """Return how many bars the trading day has with this one."""
    return bars + 1 if trading_day == day and bars > 0 else 1


@kernel
def session_open_step(
    x: float, trading_day: int, day: int, bars: int, first: float
) -> tuple[float, int, int, float]:
    """Return the day's first value, then the state."""
    if trading_day == NO_SESSION:
        return math.nan, day, bars, first
    bars = bars_so_far(trading_day, day, bars)
    if bars == 1:
        first = x
    return first, trading_day, bars, first


@kernel
def session_high_step(
    x: float, trading_day: int, day: int, bars: int, highest: float
) -> tuple[float, int, int, float]:
    """Return the day's highest value so far, then the state."""
    if trading_day == NO_SESSION:
        return math.nan, day, bars, highest
    bars = bars_so_far(trading_day, day, bars)
    if bars == 1 or x > highest or math.isnan(x):
        highest = x
    return highest, trading_day, bars, highest


@kernel
def session_low_step(
    x: float, trading_day: int, day: int, bars: int, lowest: float
) -> tuple[float, int, int, float]:
    """Return the day's lowest value so far, then the state."""
    if trading_day == NO_SESSION:
        return math.nan, day, bars, lowest
    bars = bars_so_far(trading_day, day, bars)
    if bars == 1 or x < lowest or math.isnan(x):
        lowest = x
    return lowest, trading_day, bars, lowest


@kernel
def session_volume_step(
    x: float, trading_day: int, day: int, bars: int, total: float
) -> tuple[float, int, int, float]:
    """Return the sum of the day's values so far, added up in order, then the state."""
    if trading_day == NO_SESSION:
        return math.nan, day, bars, total
    bars = bars_so_far(trading_day, day, bars)
    total = x if bars == 1 else total + x
    return total, trading_day, bars, total


@kernel
def session_bars_step(trading_day: int, day: int, bars: int) -> tuple[float, int, int]:
    """Return how many bars the day has so far, then the state."""
    if trading_day == NO_SESSION:
        return math.nan, day, bars
    bars = bars_so_far(trading_day, day, bars)
    return float(bars), trading_day, bars
