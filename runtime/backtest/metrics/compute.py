"""All statistics of one run."""

from collections.abc import Mapping

import numpy as np

from runtime.backtest.metrics.registry import all_statistics
from runtime.backtest.metrics.sample import SharpeConvention, build_sample
from runtime.domain.bars import Bars, Timeline
from runtime.domain.grid import Grid
from runtime.domain.outcome import Outcome

Metrics = Mapping[str, float]


def compute_metrics(
    outcome: Outcome,
    bars: Bars,
    timeline: Timeline,
    grid: Grid,
    *,
    first_slot: int,
    sharpe: SharpeConvention,
) -> Metrics:
    """Compute every registered statistic, in the order it is shown.

    Ratios are fractions and money is in currency; NaN stands where a figure is undefined (no trades, no
    variation, an account that was lost). Several accounts are taken together: their equity is summed and
    their trades are pooled.

    Args:
        first_slot: the slot of the timeline from which results count, 0 to count the warm-up too.
        sharpe: "geometric" annualises compounded returns as backtesting.py does, "arithmetic" multiplies
            mean / deviation of daily returns by the root of the periods in a year.
    """
    if outcome.cash_scale != grid.cash_scale:
        raise ValueError(f"outcome in 1/{outcome.cash_scale} of the currency, grid in 1/{grid.cash_scale}")
    sample = build_sample(outcome, bars, timeline, first_slot=first_slot, sharpe=sharpe)
    # A short, wild run can compound to an infinite year, which is shown as undefined.
    with np.errstate(over="ignore", invalid="ignore"):
        return {each.name: each.compute(sample) for each in all_statistics()}
