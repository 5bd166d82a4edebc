"""What waits of a symbol: at most one closing and one opening order, and one closing order with a price.

Market orders are decided at a close and fill at the next open that is no halt, before the next decision, so
that a decision never meets an older order of its own symbol. Only a halted symbol keeps one for longer; or
one whose `terms` say that it waits.
"""

import numpy as np

from runtime.engine.state import State
from runtime.portfolio.records import Record, Records
from stdlib.jit import inlined

ORDER = np.dtype(
    [
        ("close_quantity", np.int64),  # quantity units, 0: no closing order
        ("close_rule", np.int64),  # the first rule that asked, -1: a limit did
        ("close_reason", np.int64),  # FillReason
        ("open_side", np.int64),  # +1 buy, -1 short, 0: no opening order
        ("open_quantity", np.int64),  # quantity units; 0 where the size is fixed at the fill
        ("open_rule", np.int64),
        ("reserved", np.int64),  # cash units
        ("pending", np.int64),  # notional, cash units
        ("from_flat", np.bool_),  # opened while there was no position
        ("decided_row", np.int64),
        ("decided_slot", np.int64),
        ("priority", np.float64),  # the larger goes first among those of one slot
        ("rest_quantity", np.int64),  # of a closing order that waits for its price, 0: none
        ("bar_row", np.int64),  # the last row with a fill, and how much of its volume that took
        ("bar_filled", np.int64),
    ],
    align=True,
)


@inlined
def is_waiting(order: Record) -> bool:
    """Return whether the symbol has an order that waits."""
    return bool(order.close_quantity > 0 or order.open_side != 0 or order.rest_quantity > 0)


@inlined
def count_drop(state: State, symbol: int, drop: int, row: int) -> None:
    """Count an intent that came to nothing, or to less, at this row."""
    count_in(state.drops[symbol], drop, row)


@inlined
def count_in(tallies: Records, drop: int, row: int) -> None:
    """Count as `count_drop` does, among the tallies of one symbol."""
    tally = tallies[drop]
    if tally.count == 0:
        tally.first_row = row
    tally.count += 1


@inlined
def reserve(ledger: Record, order: Record, amount: int, notional: int) -> None:
    """Set cash aside for an opening order of this notional."""
    order.reserved = amount
    ledger.reserved += amount
    order.pending = notional
    ledger.pending += notional


@inlined
def end_opening_order(ledger: Record, order: Record) -> None:
    """Take an opening order away, filled or not, and give its reservation back."""
    ledger.reserved -= order.reserved
    order.reserved = 0
    ledger.pending -= order.pending
    order.pending = 0
    if order.from_flat:
        ledger.flat_openings -= 1
        order.from_flat = False
    order.open_side = 0
    order.open_quantity = 0


@inlined
def ask_to_close(order: Record, quantity: int, rule: int, reason: int) -> None:
    """Add to the closing order of the symbol."""
    if order.close_quantity == 0:
        order.close_rule = rule
        order.close_reason = reason
    order.close_quantity += quantity
