"""How many trades there were."""

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample


@statistic("Closed trades", Group.TRADES, Unit.COUNT, place=1)
def trades(sample: Sample) -> int:
    """Count the trades that ended, flat to flat."""
    return len(sample.closed)


@statistic("Open trades", Group.TRADES, Unit.COUNT, place=2)
def open_trades(sample: Sample) -> int:
    """Count the trades still open at the end, marked at the last close."""
    return len(sample.outcome.trades) - len(sample.closed)


@statistic("Fills", Group.TRADES, Unit.COUNT, place=3)
def fills(sample: Sample) -> int:
    """Count the executions."""
    return len(sample.outcome.fills)
