"""What a user asks of a backtest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from runtime.backtest.metrics.sample import SharpeConvention
from runtime.domain.costs import Costs


@dataclass(frozen=True, slots=True)
class BacktestRequest:
    """Options as values; times are nanoseconds UTC, `end_ns` is exclusive."""

    data: Path
    parameters: tuple[str, ...]
    costs: Costs
    cash: Decimal
    lot: Decimal
    tick: Decimal | None = None
    currency: str | None = None
    symbols: tuple[str, ...] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    timeframe_ns: int | None = None
    venue: str | None = None
    start_ns: int | None = None
    end_ns: int | None = None
    per_symbol: bool = False
    close_at_end: bool = False
    metrics_from_all: bool = False
    sharpe: SharpeConvention = "geometric"
