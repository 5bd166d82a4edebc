"""How much data the run saw, the warm-up included."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample


@statistic("Bars", Group.DATA, Unit.COUNT, place=1)
def bars(sample: Sample) -> int:
    """Count the bars of all symbols; halt markers are none."""
    return int(np.count_nonzero(~sample.bars.halted))


@statistic("Symbols", Group.DATA, Unit.COUNT, place=2)
def symbols(sample: Sample) -> int:
    """Count the symbols with at least one row."""
    return int(np.count_nonzero(np.diff(sample.bars.starts)))
