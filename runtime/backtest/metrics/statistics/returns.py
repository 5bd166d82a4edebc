"""What was earned, over the run and a year."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample


@statistic("Final equity", Group.RETURN, Unit.MONEY, place=1)
def equity_final(sample: Sample) -> float:
    """Return the equity after the last slot, exact to the cash unit."""
    return sample.final_equity


@statistic("Total return", Group.RETURN, Unit.GAIN, place=2)
def total_return(sample: Sample) -> float:
    """Return final equity / base - 1."""
    return sample.final_equity / sample.base - 1.0 if sample.base > 0.0 else float("nan")


def daily_growth(sample: Sample) -> float:
    """Return the geometric mean of the daily returns: -1 once equity has touched zero."""
    returns = sample.daily_returns
    if len(returns) == 0:
        return float("nan")
    if np.isnan(returns[0]):
        return -1.0
    return float(np.expm1(np.mean(np.log1p(returns))))


@statistic("Annual return (CAGR)", Group.RETURN, Unit.GAIN, place=3)
def cagr(sample: Sample) -> float:
    """Return (1 + g) ** periods - 1, g the geometric mean of the daily returns (backtesting.py 0.6.6)."""
    return float(np.float64(1.0 + daily_growth(sample)) ** sample.periods_per_year - 1.0)
