"""What doing nothing would have earned."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample


@statistic("Buy and hold", Group.RETURN, Unit.GAIN, place=4)
def buy_and_hold(sample: Sample) -> float:
    """Return the mean over symbols of last close / first counted close - 1, costs left out."""
    bars, slot = sample.bars, sample.timeline.slot
    gains = []
    for symbol in range(len(bars.symbols)):
        rows = bars.rows_of(symbol)
        first = rows.start + int(np.searchsorted(slot[rows], sample.first_slot))
        if first < rows.stop:
            gains.append(bars.close[rows.stop - 1] / bars.close[first] - 1.0)
    return float(np.mean(gains)) if gains else float("nan")
