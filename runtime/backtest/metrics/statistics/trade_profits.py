"""The profits of the closed trades, in money after costs."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample


@statistic("Win rate", Group.TRADES, Unit.PERCENT, place=4)
def win_rate(sample: Sample) -> float:
    """Return the share of closed trades with a profit."""
    profits = sample.profits
    return float((profits > 0.0).mean()) if len(profits) else float("nan")


@statistic("SQN", Group.TRADES, Unit.NUMBER, place=9)
def sqn(sample: Sample) -> float:
    """Return sqrt(n) mean(profit) / std(profit, ddof 1): Van Tharp's system quality number."""
    profits = sample.profits
    if len(profits) < 2:
        return float("nan")
    deviation = float(np.std(profits, ddof=1))
    return float(np.sqrt(len(profits)) * profits.mean()) / deviation if deviation > 0.0 else float("nan")
