"""What the statistics read: one run from its first counted slot on, prepared once."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from runtime.backtest.metrics.calendar import daily_returns, periods_per_year
from runtime.backtest.metrics.equity_curve import portfolio_equity
from runtime.domain.bars import Bars, Float64s, Int64s, Timeline
from runtime.domain.outcome import Outcome

SharpeConvention = Literal["geometric", "arithmetic"]


@dataclass(frozen=True, slots=True)
class Sample:
    """Money is in currency, summed over accounts; ratios are fractions; times are nanoseconds UTC."""

    outcome: Outcome
    bars: Bars
    timeline: Timeline
    first_slot: int
    convention: SharpeConvention
    equity: Float64s  # (points,) the base, then the slots from `first_slot` on
    ts: Int64s  # (points,) when the slot of each point opened
    final_equity: float
    daily_returns: Float64s
    periods_per_year: int
    closed: NDArray[np.void]  # TRADE, those that ended

    @property
    def base(self) -> float:
        """The equity before the first counted slot."""
        return float(self.equity[0])

    @property
    def profits(self) -> Float64s:
        """Net profit of each closed trade."""
        return np.asarray(self.closed["profit"] / self.outcome.cash_scale)

    @property
    def trade_returns(self) -> Float64s:
        """Net profit of each closed trade over its entry notional."""
        return np.asarray(self.closed["profit"] / self.closed["entry_notional"])


def build_sample(
    outcome: Outcome, bars: Bars, timeline: Timeline, *, first_slot: int, sharpe: SharpeConvention
) -> Sample:
    """Prepare a run for its statistics.

    The base is the equity at the slot before `first_slot`, or the initial cash where there is none; it then
    carries the time of the first slot, so that it opens that day instead of making a day of its own. A run
    whose data ended before it could trade is counted over its last slot.
    """
    first_slot = min(first_slot, len(timeline.ts_open) - 1)
    curve = portfolio_equity(outcome, timeline)
    initial_cash = outcome.initial_cash / outcome.cash_scale * len(outcome.accounts)
    before = max(first_slot - 1, 0)
    base = curve[before] if first_slot > 0 else initial_cash
    equity = np.concatenate(([base], curve[first_slot:]))
    ts = np.concatenate((timeline.ts_open[before : before + 1], timeline.ts_open[first_slot:]))
    return Sample(
        outcome=outcome,
        bars=bars,
        timeline=timeline,
        first_slot=first_slot,
        convention=sharpe,
        equity=equity,
        ts=ts,
        final_equity=int(outcome.final_equity.sum()) / outcome.cash_scale,
        daily_returns=daily_returns(equity, ts),
        periods_per_year=periods_per_year(timeline.ts_open, bars.timeframe_ns),
        closed=outcome.trades[~outcome.trades["is_open"]],
    )
