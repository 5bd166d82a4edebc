"""How much of the time money was at work."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample


@statistic("Exposure", Group.RISK, Unit.PERCENT, place=7)
def exposure(sample: Sample) -> float:
    """Return the share of counted slots with a position in any symbol.

    Each trade counts from its entry slot to its exit slot, both included; open trades to their last mark.
    """
    trades, slot = sample.outcome.trades, sample.timeline.slot
    slots = len(sample.timeline.ts_open)
    change = np.bincount(slot[trades["entry_row"]], minlength=slots + 1)
    change -= np.bincount(slot[trades["exit_row"]] + 1, minlength=slots + 1)
    is_held = np.cumsum(change)[sample.first_slot : slots] > 0
    return float(is_held.mean())
