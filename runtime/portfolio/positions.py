"""One net position per symbol, and the flat-to-flat trade it becomes."""

import numpy as np

from runtime.portfolio.money import muldiv
from runtime.portfolio.records import Record
from stdlib.jit import inlined

POSITION = np.dtype(
    [
        ("quantity", np.int64),  # quantity units, > 0 long, < 0 short, 0 flat
        ("cost", np.int64),  # entry notional of what is still open, cash units
        ("average_price", np.int64),  # of the opening fills, price units
        ("extreme", np.int64),  # best price since the entry, price units: where the trail starts
        ("entries", np.int64),  # orders that opened it, for pyramiding
        ("entry_row", np.int64),
        ("opened", np.int64),  # the trade so far: quantity opened, notionals, costs
        ("entry_notional", np.int64),
        ("exit_notional", np.int64),
        ("commission", np.int64),
        ("tax", np.int64),
        ("mark_row", np.int64),  # a row at or before the last mark, where the search for the next one starts
        ("stop_distance", np.int64),  # price units, where it is no ratio; taken at the entry
        ("target_distance", np.int64),
        ("trail_distance", np.int64),  # as of the last bar
        ("ready_slot", np.int64),  # the first slot at which the symbol may be entered again
        ("held_index", np.int64),  # place in the account's list of held symbols
    ],
    align=True,
)


@inlined
def side_of(position: Record) -> int:
    """Return +1 for a long, -1 for a short, 0 where there is no position."""
    if position.quantity > 0:
        return 1
    if position.quantity < 0:
        return -1
    return 0


@inlined
def open_position(position: Record, side: int, quantity: int, price: int, notional: int, row: int) -> None:
    """Add an opening fill; the first one starts a trade."""
    if position.quantity == 0:
        position.cost = 0
        position.average_price = price
        position.extreme = price
        position.entries = 0
        position.entry_row = row
        position.opened = 0
        position.entry_notional = 0
        position.exit_notional = 0
        position.commission = 0
        position.tax = 0
    else:
        total = abs(position.quantity) + quantity
        position.average_price += muldiv(price - position.average_price, quantity, total)
    position.quantity += side * quantity
    position.cost += notional
    position.entries += 1
    position.opened += quantity
    position.entry_notional += notional


@inlined
def close_position(position: Record, side: int, quantity: int, notional: int) -> None:
    """Take a closing fill of at most the position off; `side` is that of the fill."""
    held = abs(position.quantity)
    position.cost = muldiv(position.cost, held - quantity, held)
    position.quantity += side * quantity
    position.exit_notional += notional


@inlined
def write_trade(
    trade: Record, position: Record, side: int, exit_notional: int, reason: int, exit_row: int
) -> None:
    """Write the trade of a position of side `side`: ended, or valued where it stands."""
    trade.side = side
    trade.reason = reason
    trade.entry_row = position.entry_row
    trade.exit_row = exit_row
    trade.quantity = position.opened
    trade.entry_notional = position.entry_notional
    trade.exit_notional = exit_notional
    trade.commission = position.commission
    trade.tax = position.tax
    trade.profit = side * (exit_notional - position.entry_notional) - position.commission - position.tax
