"""`participation`: how much of a bar's volume fills may still take."""

import numpy as np

from runtime.domain.grid import RATIO_SCALE
from runtime.engine.state import Market, State
from runtime.portfolio.money import LARGEST, muldiv
from stdlib.jit import inlined, outlined

_ALL = 1 << 62


@outlined
def volume_room(market: Market, state: State, symbol: int, row: int) -> int:
    """Return the quantity that may still fill at this row: whole lots, 0 where nothing was traded."""
    participation = market.policy[0].participation
    if participation < 0:
        return _ALL
    instrument = market.listings[symbol].instrument
    traded = np.floor(market.volume[row] * instrument.quantity_scale)
    if not 0.0 < traded < LARGEST:
        return 0
    share = muldiv(int(traded), participation, RATIO_SCALE) // instrument.lot * instrument.lot
    order = state.orders[symbol]
    used = order.bar_filled if order.bar_row == row else 0
    return int(max(share - used, 0))


@inlined
def take_volume(market: Market, state: State, symbol: int, row: int, quantity: int) -> None:
    """Count a fill against the volume of its bar."""
    if market.policy[0].participation < 0:
        return
    order = state.orders[symbol]
    if order.bar_row != row:
        order.bar_row = row
        order.bar_filled = 0
    order.bar_filled += quantity
