"""Stops and targets at a distance in price, which the market gives."""

from runtime.portfolio.money import tick_down, tick_up
from stdlib.jit import inlined


@inlined
def stop_at_distance(base: int, side: int, distance: int, tick: int) -> int:
    """Return the stop's price units, rounded away from the trader: down for a long, up for a short."""
    if side > 0:
        return tick_down(base - distance, tick)
    return tick_up(base + distance, tick)


@inlined
def target_at_distance(base: int, side: int, distance: int, tick: int) -> int:
    """Return the target's price units, rounded away from the trader: up for a long, down for a short."""
    if side > 0:
        return tick_up(base + distance, tick)
    return tick_down(base - distance, tick)
