"""What a user asks of a backtest."""

from dataclasses import dataclass, field
from decimal import Decimal

from runtime.backtest.metrics.sample import SharpeConvention
from runtime.domain.costs import Costs
from runtime.engine.tiles import Tiling


@dataclass(frozen=True, slots=True)
class BacktestRequest:
    """Options as values; times are nanoseconds UTC, `end_ns` is exclusive."""

    parameters: tuple[str, ...]
    costs: Costs
    cash: Decimal
    lot: Decimal
    tick: Decimal | None = None
    currency: str | None = None
    symbols: tuple[str, ...] | None = None
    timeframe_ns: int | None = None
    venue: str | None = None
    start_ns: int | None = None
    end_ns: int | None = None
    slippage_given: bool = False  # that of the costs counts, whatever the strategy says
    per_symbol: bool = False
    close_at_end: bool = False
    metrics_from_all: bool = False
    sharpe: SharpeConvention = "geometric"
    tiling: Tiling = field(default_factory=Tiling)  # how the work is spread: no part of the result
    memory_bytes: int | None = None  # more bars of a store lie in a file; None: none do
