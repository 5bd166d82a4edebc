"""The limits of `risk_management`, as integer ratios."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RiskLimits:
    """Ratios in units of 1 / `RATIO_SCALE`; None where the program sets no such limit.

    `max_position_size` and `daily_loss_limit` are shares of equity; `stop_loss` and `take_profit` are
    distances from the average entry price, `trailing_stop` from the best price since the entry. Each of these
    three may be a distance in price instead: a row of the payload (`..._payload`).
    """

    max_position_size: int | None = None
    stop_loss: int | None = None
    take_profit: int | None = None
    trailing_stop: int | None = None
    daily_loss_limit: int | None = None
    stop_loss_payload: int | None = None
    take_profit_payload: int | None = None
    trailing_stop_payload: int | None = None
    flatten_on_breach: bool = False
