"""`trailing_stop`: close when the price is this far from the best price since the entry fill."""

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.money import muldiv, muldiv_up, tick_down, tick_up
from stdlib.jit import inlined


@inlined
def trailing_stop_price(extreme: int, side: int, ratio: int, tick: int) -> int:
    """Return the stop's price units, rounded away from the trader: down for a long, up for a short."""
    if side > 0:
        return tick_down(muldiv(extreme, RATIO_SCALE - ratio, RATIO_SCALE), tick)
    return tick_up(muldiv_up(extreme, RATIO_SCALE + ratio, RATIO_SCALE), tick)


@inlined
def moved_extreme(extreme: int, side: int, high: int, low: int) -> int:
    """Return the best price after a bar; it serves from the next bar on."""
    if side > 0:
        return max(extreme, high)
    return min(extreme, low)
