"""One time axis under the bars of many symbols."""

import numpy as np

from runtime.domain.bars import Bars, Int64s, Timeline


def build_timeline(bars: Bars) -> Timeline:
    """Return the union of the opening times of all symbols, and each row's slot in it."""
    ts_open = _shared_times(bars)
    if ts_open is not None:
        slot = np.tile(np.arange(len(ts_open), dtype=np.int32), len(bars.symbols))
    else:
        ts_open = np.unique(bars.ts_open)
        slot = np.searchsorted(ts_open, bars.ts_open).astype(np.int32)
    ts_close = ts_open.copy()
    np.maximum.at(ts_close, slot, bars.ts_close)
    return Timeline(ts_open, ts_close, slot)


def _shared_times(bars: Bars) -> Int64s | None:
    """Return the times of the first symbol if all the others have the same."""
    symbols = len(bars.symbols)
    first = bars.ts_open[bars.rows_of(0)]
    if (np.diff(bars.starts) != len(first)).any():
        return None
    same = (bars.ts_open.reshape(symbols, len(first)) == first).all()
    return first.copy() if same else None
