"""`max_exposure`: the gross value of all positions and of opening orders that wait, over equity."""

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.money import muldiv
from stdlib.jit import inlined


@inlined
def exposure_room(equity: int, limit: int, exposure: int) -> int:
    """Return the notional (cash units, >= 0) that may still be added to so much exposure."""
    return max(muldiv(max(equity, 0), limit, RATIO_SCALE) - exposure, 0)
