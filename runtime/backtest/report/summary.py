"""What is told of a run, whoever reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from runtime.backtest.metrics.compute import Metrics
from runtime.backtest.metrics.per_symbol import Row
from runtime.backtest.notifications import Notification
from runtime.backtest.report.dropped import Dropped
from runtime.backtest.report.surge_figures import SurgeFigures


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run: its figures, what came to nothing, and how to make it again."""

    strategy: str
    source: str  # path of the strategy file
    timeframe: str  # "1d"
    first_ts: int  # opening time of the first bar that counts, nanoseconds UTC
    last_ts: int  # opening time of the last bar, nanoseconds UTC
    currency: str | None
    initial_cash: float  # over all accounts
    metrics: Metrics
    warmup_bars: int
    engine_seconds: float
    manifest: Mapping[str, Any]  # what JSON can say
    outcome_hash: str  # of all that was decided
    dropped: Sequence[Dropped] = ()
    rejected_rows: Mapping[str, int] = field(default_factory=dict)  # reason as text -> rows kept out
    rejected_first: Mapping[str, str] = field(default_factory=dict)  # reason as text -> the first such row
    notes: Sequence[str] = ()  # whole sentences
    per_symbol: Sequence[Row] = ()
    surges: SurgeFigures | None = None
    notifications: Sequence[Notification] | None = None  # in time order, of a strategy that tells something
    quotes: int | None = None  # of which the bars are made
    utc_offset_s: int = 0  # added to every time shown to people

    @property
    def rises_in_red(self) -> bool:
        """Tell whether gains are red and losses blue, as Korean traders know them."""
        return self.currency == "KRW"
