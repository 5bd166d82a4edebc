"""`cooldown`: no entry in a symbol for so long after a closing fill in it."""

from collections.abc import Iterable

import numpy as np

from runtime.domain.bars import DAY_NS, Int64s


def ready_slots(ts_close: Int64s, days: Int64s, accounts: Iterable[slice], cooldown_ns: int) -> Int64s:
    """Return, for a closing fill at each slot, the first slot at whose close an entry is allowed again.

    Args:
        ts_close: (slots,) when each ends, nanoseconds UTC: a fill counts as of the end of its slot.
        days: (slots,) the trading day of each.
        accounts: the slots of each account: they share no time.
        cooldown_ns: in whole days it counts trading days, the day of the fill not among them.
    """
    ready = np.empty(len(ts_close), np.int64)
    for slots in accounts:
        if cooldown_ns % DAY_NS:
            time, later = ts_close[slots], cooldown_ns
        else:
            time = np.cumsum(np.diff(days[slots], prepend=days[slots][:1]) != 0)
            later = cooldown_ns // DAY_NS
        ready[slots] = slots.start + np.searchsorted(time, time + later)
    return ready
