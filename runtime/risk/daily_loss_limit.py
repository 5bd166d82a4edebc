"""`daily_loss_limit`: no entries for the rest of a trading day that has lost this much."""

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.money import muldiv_up
from stdlib.jit import inlined


@inlined
def day_loss_reached(equity: int, day_equity: int, limit: int) -> bool:
    """Return whether (equity - day_equity) / day_equity <= -limit.

    `day_equity` is the equity at the previous trading day's close (cash units), unrealised profit and costs
    included in both.
    """
    if day_equity <= 0:
        return False
    return day_equity - equity >= muldiv_up(day_equity, limit, RATIO_SCALE)
