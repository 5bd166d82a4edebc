"""`take_profit`: close when the price is this far in favour of the average entry price."""

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.money import muldiv, muldiv_up, tick_down, tick_up
from stdlib.jit import inlined


@inlined
def take_profit_price(average_price: int, side: int, ratio: int, tick: int) -> int:
    """Return the target's price units, rounded away from the trader: up for a long, down for a short."""
    if side > 0:
        return tick_up(muldiv_up(average_price, RATIO_SCALE + ratio, RATIO_SCALE), tick)
    return tick_down(muldiv(average_price, RATIO_SCALE - ratio, RATIO_SCALE), tick)
