"""`participation`: how much of a bar's volume fills may still take."""

import numpy as np

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.money import LARGEST, muldiv
from runtime.portfolio.records import Record
from stdlib.jit import inlined

_ALL = 1 << 62


@inlined
def volume_room(order: Record, participation: int, volume: float, instrument: Record, row: int) -> int:
    """Return the quantity that may still fill at this row: whole lots, 0 where nothing was traded."""
    if participation < 0:
        return _ALL
    traded = np.floor(volume * instrument.quantity_scale)
    if not 0.0 < traded < LARGEST:
        return 0
    share = muldiv(int(traded), participation, RATIO_SCALE) // instrument.lot * instrument.lot
    used = order.bar_filled if order.bar_row == row else 0
    return int(max(share - used, 0))


@inlined
def take_volume(order: Record, row: int, quantity: int) -> None:
    """Count a fill against the volume of its bar."""
    if order.bar_row != row:
        order.bar_row = row
        order.bar_filled = 0
    order.bar_filled += quantity
