"""What trading cost, and how much was traded."""

from runtime.backtest.metrics.calendar import DAYS_PER_YEAR
from runtime.backtest.metrics.registry import Group, Unit, statistic
from runtime.backtest.metrics.sample import Sample
from runtime.domain.bars import DAY_NS


@statistic("Commission", Group.COSTS, Unit.MONEY, place=1)
def commission(sample: Sample) -> float:
    """Return what went to the broker, over all fills."""
    return int(sample.outcome.fills["commission"].sum()) / sample.outcome.cash_scale


@statistic("Tax", Group.COSTS, Unit.MONEY, place=2)
def tax(sample: Sample) -> float:
    """Return what went to the state, over all fills."""
    return int(sample.outcome.fills["tax"].sum()) / sample.outcome.cash_scale


@statistic("Yearly turnover / equity", Group.COSTS, Unit.NUMBER, place=3)
def turnover(sample: Sample) -> float:
    """Return the notional of all fills per year of 365.25 days, as a multiple of the mean equity."""
    notional = float(sample.outcome.fills["notional"].sum(dtype=float)) / sample.outcome.cash_scale
    last_close = int(sample.timeline.ts_close[-1])
    years = (last_close - int(sample.timeline.ts_open[sample.first_slot])) / DAY_NS / DAYS_PER_YEAR
    mean_equity = float(sample.equity[1:].mean())
    return notional / years / mean_equity if years > 0.0 and mean_equity > 0.0 else float("nan")
