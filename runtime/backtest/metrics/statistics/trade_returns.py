"""The returns of the closed trades: net profit over entry notional."""

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample


@statistic("Best trade", Group.TRADES, Unit.GAIN, place=5)
def best_trade(sample: Sample) -> float:
    """Return the largest return of a closed trade."""
    returns = sample.trade_returns
    return float(returns.max()) if len(returns) else float("nan")


@statistic("Worst trade", Group.TRADES, Unit.GAIN, place=6)
def worst_trade(sample: Sample) -> float:
    """Return the smallest return of a closed trade."""
    returns = sample.trade_returns
    return float(returns.min()) if len(returns) else float("nan")


@statistic("Expectancy per trade", Group.TRADES, Unit.GAIN, place=7)
def expectancy(sample: Sample) -> float:
    """Return the mean return of a closed trade."""
    returns = sample.trade_returns
    return float(returns.mean()) if len(returns) else float("nan")


@statistic("Profit factor", Group.TRADES, Unit.NUMBER, place=8)
def profit_factor(sample: Sample) -> float:
    """Return the sum of winning returns / the sum of losing ones, as backtesting.py; NaN without a loss."""
    returns = sample.trade_returns
    lost = -float(returns[returns < 0.0].sum())
    return float(returns[returns > 0.0].sum()) / lost if lost > 0.0 else float("nan")
