"""`max_drawdown`: no entries any more once equity is this far below its peak."""

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.money import muldiv_up
from stdlib.jit import inlined


@inlined
def drawdown_reached(equity: int, peak: int, limit: int) -> bool:
    """Return whether (peak - equity) / peak >= limit; both in cash units, marked at the closes."""
    return peak - equity >= muldiv_up(peak, limit, RATIO_SCALE)
