"""How far and how long equity stood under its peak."""

import numpy as np

from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample
from runtime.backtest.metrics.statistics.returns import cagr
from runtime.domain.bars import DAY_NS, Float64s


def drawdown(equity: Float64s) -> Float64s:
    """Return 1 - equity / its peak so far: 0 at a peak, positive under it."""
    return np.asarray(1.0 - equity / np.maximum.accumulate(equity))


@statistic("Max drawdown", Group.RISK, Unit.PERCENT, place=1)
def max_drawdown(sample: Sample) -> float:
    """Return the deepest fall from a peak, a positive fraction."""
    return float(drawdown(sample.equity).max())


@statistic("Longest drawdown", Group.RISK, Unit.DAYS, place=2)
def max_drawdown_days(sample: Sample) -> float:
    """Return the calendar days from a peak until it was reached again, or until the end; the longest one.

    The definition of backtesting.py's "Max. Drawdown Duration", which rounds intraday spans up and leaves
    out a drawdown that begins at the very last bar.
    """
    under = drawdown(sample.equity) > 0.0
    ends = np.flatnonzero(~under)
    if under[-1]:
        ends = np.append(ends, len(under) - 1)
    was_under = np.diff(ends) > 1
    was_under[-1:] |= under[-1]
    spans = np.diff(sample.ts[ends])[was_under]
    return float(spans.max() / DAY_NS) if len(spans) else 0.0


@statistic("Calmar", Group.RISK, Unit.NUMBER, place=6)
def calmar(sample: Sample) -> float:
    """Return CAGR / max drawdown; NaN where equity never fell."""
    deepest = max_drawdown(sample)
    return cagr(sample) / deepest if deepest > 0.0 else float("nan")
