"""Return for the risk taken."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample
from runtime.backtest.metrics.statistics.returns import cagr
from runtime.backtest.metrics.statistics.volatility import volatility


def annual_return(sample: Sample) -> float:
    """Return the numerator of a ratio: compounded, or the mean daily return times the periods of a year."""
    if sample.convention == "geometric":
        return cagr(sample)
    returns = sample.daily_returns
    return float(np.mean(returns) * sample.periods_per_year) if len(returns) else float("nan")


@statistic("Sharpe", Group.RISK, Unit.NUMBER, place=4)
def sharpe(sample: Sample) -> float:
    """Return annual return / volatility, the risk-free rate taken as 0; NaN without variation."""
    deviation = volatility(sample)
    return annual_return(sample) / deviation if deviation > 0.0 else float("nan")


@statistic("Sortino", Group.RISK, Unit.NUMBER, place=5)
def sortino(sample: Sample) -> float:
    """Return annual return / (downside deviation x sqrt(periods)).

    The downside deviation is sqrt(mean(min(r, 0)^2)) over all daily returns; NaN where no day lost.
    """
    returns = sample.daily_returns
    if len(returns) == 0:
        return float("nan")
    downside = float(np.sqrt(np.mean(np.minimum(returns, 0.0) ** 2) * sample.periods_per_year))
    return annual_return(sample) / downside if downside > 0.0 else float("nan")
