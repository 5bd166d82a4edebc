"""How much the daily returns scatter."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample
from runtime.backtest.metrics.statistics.returns import daily_growth


@statistic("Volatility", Group.RISK, Unit.PERCENT, place=3)
def volatility(sample: Sample) -> float:
    """Return the annual volatility of the daily returns r, p periods a year.

    geometric: sqrt((var(r) + (1 + g)^2)^p - (1 + g)^(2 p)), the deviation of compounded annual returns
    (backtesting.py 0.6.6, after doi.org/10.2139/ssrn.3054517); arithmetic: std(r) sqrt(p). ddof is 1.
    """
    returns, periods = sample.daily_returns, sample.periods_per_year
    if len(returns) < 2:
        return float("nan")
    variance = np.var(returns, ddof=1)
    if sample.convention == "arithmetic":
        return float(np.sqrt(variance * periods))
    square = np.float64(1.0 + daily_growth(sample)) ** 2
    return float(np.sqrt((variance + square) ** periods - square**periods))
