"""One time axis under the bars of many symbols."""

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bars, Int64s, Timeline

Slots = NDArray[np.int32]


def build_timeline(bars: Bars) -> Timeline:
    """Return the union of the opening times of all symbols, and each row's slot in it."""
    ts_open, slot = _of_one_symbol(bars) or _on_steps(bars) or _by_sorting(bars)
    ts_close = ts_open.copy()
    np.maximum.at(ts_close, slot, bars.ts_close)
    return Timeline(ts_open, ts_close, slot)


def _of_one_symbol(bars: Bars) -> tuple[Int64s, Slots] | None:
    """Return the times of the first symbol if all the others have the same."""
    symbols = len(bars.symbols)
    first = bars.ts_open[bars.rows_of(0)]
    if (np.diff(bars.starts) != len(first)).any():
        return None
    if any((bars.ts_open[bars.rows_of(symbol)] != first).any() for symbol in range(symbols)):
        return None
    slot = bars.space.empty(bars.rows, np.int32)
    slot.reshape(symbols, len(first))[:] = np.arange(len(first))
    return first.copy(), slot


def _on_steps(bars: Bars) -> tuple[Int64s, Slots] | None:
    """Look times up in a table with a place for each timeframe from the first to the last.

    None where they are not all whole timeframes apart, or the table would be longer than the bars.
    """
    first, last = int(bars.ts_open.min()), int(bars.ts_open.max())
    places = (last - first) // bars.timeframe_ns + 1
    if places > bars.rows:
        return None
    slot = bars.space.empty(bars.rows, np.int32)
    taken = np.zeros(places, np.bool_)
    for symbol in range(len(bars.symbols)):
        rows = bars.rows_of(symbol)
        own, rest = np.divmod(bars.ts_open[rows] - first, bars.timeframe_ns)
        if rest.any():
            return None
        slot[rows] = own  # its place, until it is known which places are taken
        taken[own] = True
    slot_of_place = np.cumsum(taken, dtype=np.int32) - np.int32(1)
    for symbol in range(len(bars.symbols)):
        rows = bars.rows_of(symbol)
        slot[rows] = slot_of_place[slot[rows]]
    return first + np.flatnonzero(taken) * bars.timeframe_ns, slot


def _by_sorting(bars: Bars) -> tuple[Int64s, Slots]:
    # Symbols are runs in order, which a stable sort merges; np.unique would hash, ten times slower.
    times = np.sort(bars.ts_open, kind="stable")
    ts_open = times[np.flatnonzero(np.diff(times, prepend=times[:1] - 1))]
    return ts_open, np.searchsorted(ts_open, bars.ts_open).astype(np.int32)
