"""`max_position_size`: the value of one position of this strategy, over equity."""

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.money import muldiv
from stdlib.jit import inlined


@inlined
def position_room(equity: int, limit: int, position_value: int) -> int:
    """Return the notional (cash units, >= 0) that may still be added to a position of this value."""
    return max(muldiv(max(equity, 0), limit, RATIO_SCALE) - position_value, 0)
