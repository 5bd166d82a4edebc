"""Limits of a strategy, and where it gets out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskLimits:
    """Ratios in units of 1 / `RATIO_SCALE`; None where the program sets no such limit.

    `max_position_size`, `max_symbol_weight`, `max_exposure` and `daily_loss_limit` are shares of equity,
    `max_drawdown` one of its peak; `stop_loss` and `take_profit` are distances from the average entry price,
    `trailing_stop` from the best price since the entry. `cooldown_ns` in whole days counts trading days.
    Each `..._distance` is the payload that gives such a distance as a price, where it is no ratio.
    """

    max_position_size: int | None = None
    stop_loss: int | None = None
    take_profit: int | None = None
    trailing_stop: int | None = None
    daily_loss_limit: int | None = None
    max_symbol_weight: int | None = None
    max_exposure: int | None = None
    max_drawdown: int | None = None
    max_positions: int | None = None
    cooldown_ns: int | None = None
    stop_loss_distance: int | None = None
    take_profit_distance: int | None = None
    trailing_stop_distance: int | None = None
    flatten_on_breach: bool = False
