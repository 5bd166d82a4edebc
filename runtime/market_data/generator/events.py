"""Surges put into a generated market, and decoys that satisfy only a part of the rule."""

from enum import IntEnum

import numpy as np

from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.market_data.generator.profile import MINUTE_NS

SURGE_SPAN_NS = 5 * MINUTE_NS  # the span of `price_change(5m)`
_JUMP = (0.05, 0.12)  # logarithm of price, in one bar
_BURST = (8.0, 20.0)  # times the usual volume
_BURST_BARS = 3.0  # in which a burst decays to 1 / e


class Event(IntEnum):
    """What happens to a symbol on a day, at most one of these."""

    NONE = 0
    SURGE = 1
    QUIET_JUMP = 2  # the price jumps on usual volume
    VOLUME_BURST = 3  # volume without a move
    WIDE_JUMP = 4  # a jump on volume while the book is thin


JUMPS = (Event.SURGE, Event.QUIET_JUMP, Event.WIDE_JUMP)
BURSTS = (Event.SURGE, Event.VOLUME_BURST, Event.WIDE_JUMP)


def span_bars(timeframe_ns: int) -> int:
    """Return how many bars back, counted in slots, the bar closes against which a surge is measured."""
    return -(-SURGE_SPAN_NS // timeframe_ns)


def has_events(timeframe_ns: int, session_ns: int) -> bool:
    """Tell whether the rule can be asked on bars of this length: not on coarser ones than its span."""
    return timeframe_ns <= SURGE_SPAN_NS and session_ns % timeframe_ns == 0


def event_kinds(uniform: Float64s, rate: float) -> Int64s:
    """Return the event of each day from a number in [0, 1) each, every sort at `rate`."""
    bounds = rate * np.arange(1, len(Event))
    return (np.searchsorted(bounds, uniform, side="right") + 1) % len(Event)


def event_lags(uniform: Float64s, slots: int, timeframe_ns: int) -> Int64s:
    """Return how many slots (.., slots) each slot comes after the event of its day; negative before it.

    Events stay away from the opening, when the rule cannot be true yet, and from the end of the day.
    """
    first = max(span_bars(timeframe_ns) + 2, slots // 12)
    last = slots - slots // 12 - 1
    at = first + np.floor(uniform * (last - first)).astype(np.int64)
    lags: Int64s = np.arange(slots) - at[..., None]
    return lags


def jumps(kinds: Int64s, uniform: Float64s, lags: Int64s) -> Float64s:
    """Return what events add to the log return of each slot."""
    size = _JUMP[0] + uniform * (_JUMP[1] - _JUMP[0])
    return np.where((lags == 0) & np.isin(kinds, JUMPS)[..., None], size[..., None], 0.0)


def bursts(kinds: Int64s, uniform: Float64s, lags: Int64s) -> Float64s:
    """Return by what events multiply the volume of each slot."""
    peak = _BURST[0] + uniform * (_BURST[1] - _BURST[0]) - 1.0
    after = np.isin(kinds, BURSTS)[..., None] & (lags >= 0)
    return 1.0 + np.where(after, peak[..., None] * np.exp(-np.maximum(lags, 0) / _BURST_BARS), 0.0)


def under_way(kinds: Int64s, kind: Event, lags: Int64s, timeframe_ns: int) -> Bools:
    """Return the slots in which an event's jump is still within the span it is measured over."""
    within: Bools = (lags >= 0) & (lags <= span_bars(timeframe_ns) + 1)
    within &= (kinds == kind)[..., None]
    return within
