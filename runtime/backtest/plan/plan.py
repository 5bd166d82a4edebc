"""What is told of a change to a strategy."""

from collections.abc import Sequence
from dataclasses import dataclass

from runtime.backtest.plan.change import Change, Verdict, verdict_of
from runtime.backtest.plan.trades import TradeChanges
from runtime.backtest.report.summary import RunSummary


@dataclass(frozen=True, slots=True)
class RunPair:
    """Both versions over the same data."""

    old: RunSummary
    new: RunSummary
    trades: TradeChanges


@dataclass(frozen=True, slots=True)
class Plan:
    """`runs` is there where data was given and the versions may decide differently."""

    old: str  # path of the strategy file
    new: str
    is_same_text: bool
    changes: Sequence[Change]
    runs: RunPair | None = None

    @property
    def verdict(self) -> Verdict:
        """What the texts say, unless the runs say more."""
        if self.runs is not None and self.runs.trades.differ:
            return Verdict.BEHAVIOURAL
        return verdict_of(self.changes)
