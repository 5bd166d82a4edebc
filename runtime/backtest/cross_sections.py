"""Values of a symbol among all symbols at a time: the passes between market strata."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bars, Bools, Float64s, Timeline

Slots = NDArray[np.int32]


def rank(values: Float64s, slot: Slots) -> Float64s:
    """Return each value's place among those of its slot: 1 is the highest, equal ones in the order given.

    Args:
        values: (n,) without NaN, in the universe's order within each slot.
        slot: (n,) the time of each.
    """
    order = np.lexsort((-values, slot))  # stable: equal values keep their order
    starts = np.flatnonzero(np.diff(slot[order], prepend=-1))
    place = np.arange(len(values)) - np.repeat(starts, np.diff(starts, append=len(values)))
    ranks = np.empty(len(values))
    ranks[order] = place + 1
    return ranks


def percentile(values: Float64s, slot: Slots) -> Float64s:
    """Return the share of the other values of the slot that are lower; NaN where there is no other."""
    order = np.lexsort((values, slot))
    sorted_slot, sorted_values = slot[order], values[order]
    starts = np.flatnonzero(np.diff(sorted_slot, prepend=-1))
    counts = np.diff(starts, append=len(values))
    new = np.diff(sorted_slot, prepend=-1) + (np.diff(sorted_values, prepend=np.inf) != 0) > 0
    first_of_value = np.maximum.accumulate(np.where(new, np.arange(len(values)), 0))
    lower = first_of_value - np.repeat(starts, counts)
    others = np.repeat(counts, counts) - 1
    shares = np.empty(len(values))
    shares[order] = np.where(others > 0, lower / np.maximum(others, 1), np.nan)
    return shares


def zscore(values: Float64s, slot: Slots) -> Float64s:
    """Return the distance from the slot's mean in its population deviations; NaN where they are 0."""
    counts = np.bincount(slot)[slot]
    distance = values - np.bincount(slot, values)[slot] / counts
    deviation = np.sqrt(np.bincount(slot, distance * distance)[slot] / counts)
    return np.where(deviation > 0, distance / np.where(deviation > 0, deviation, 1.0), np.nan)


_FUNCTIONS: dict[str, Callable[[Float64s, Slots], Float64s]] = {
    "rank": rank,
    "percentile": percentile,
    "zscore": zscore,
}


def cross_section(
    function: str, values: Float64s, bars: Bars, timeline: Timeline, counted: Bools
) -> Float64s:
    """Return a function of each row's value among those of its time; NaN where it has none.

    Args:
        values: (rows,) NaN is no value.
        counted: (symbols,) those that are compared.
    """
    live = ~bars.halted & ~np.isnan(values) & np.repeat(counted, np.diff(bars.starts))
    rows = np.flatnonzero(live)
    found = np.full(bars.rows, np.nan)
    found[rows] = _FUNCTIONS[function](values[rows], timeline.slot[rows])
    return found
