"""What to look at next: per symbol one row, per slot the symbols whose turn it is.

An account of many symbols keeps a set of bits for each of the next slots (a window), which reads back in
universe order; what lies beyond the window waits in `due`. With a single symbol that array is enough.
"""

import numpy as np

from runtime.engine.instructions import prefetch, trailing_zeros
from runtime.engine.marks import slot_of
from runtime.engine.next_true import FLAT, LONG, SHORT, next_of_any, next_true
from runtime.engine.orders import is_waiting
from runtime.engine.state import END, Agenda, Market, State
from runtime.portfolio.records import Record
from stdlib.jit import inlined


@inlined
def schedule(market: Market, state: State, agenda: Agenda, ledger: Record, symbol: int, row: int) -> None:
    """Find the first row after `row` at which something can happen to the symbol."""
    listing = market.listings[symbol]
    quantity = state.positions[symbol].quantity
    waiting = is_waiting(state.orders[symbol])
    every_bar = market.policy[0].has_stops or len(market.entry_folds) > 0
    if waiting or (quantity != 0 and every_bar):
        found = row + 1 if row + 1 < listing.end_row else -1
    else:
        held = FLAT if quantity == 0 else (LONG if quantity > 0 else SHORT)
        found = next_true(market.bits, market.watched[held], listing, max(row + 1, listing.tradable_row))
        if found >= 0:
            # The decision after this one fills at an open that is far from the last: ask for it now.
            prefetch(market.open, next_of_any(market.bits, listing, found) + 1)
    slot = END
    if found >= 0:
        slot = slot_of(market, found)
    elif (waiting or quantity != 0) and listing.delisted_slot >= 0:
        slot = listing.delisted_slot
    due = agenda.due[symbol]
    due.row = found
    due.slot = slot
    place = slot - state.progress[0].window_start
    if ledger.last_symbol - ledger.first_symbol > 1 and 0 <= place < len(agenda.bits):
        index = symbol - ledger.first_symbol
        agenda.bits[place, index >> 6] |= np.uint64(1) << np.uint64(index & 63)


@inlined
def next_slot(agenda: Agenda, progress: Record, ledger: Record, after: int) -> int:
    """Return the first slot from `after` on at which a symbol is due, END where there is none."""
    if ledger.last_symbol - ledger.first_symbol == 1:
        return int(agenda.due[ledger.first_symbol].slot)
    for place in range(max(after - progress.window_start, 0), len(agenda.bits)):
        for word in range(agenda.bits.shape[1]):
            if agenda.bits[place, word] != 0:
                return int(progress.window_start + place)
    return _move_window(agenda, progress, ledger, max(after, progress.window_start + len(agenda.bits)))


@inlined
def _move_window(agenda: Agenda, progress: Record, ledger: Record, after: int) -> int:
    """Start the window at the first due slot from `after` on and fill it."""
    first = END
    for symbol in range(ledger.first_symbol, ledger.last_symbol):
        slot = agenda.due[symbol].slot
        if slot >= after and (first == END or slot < first):
            first = slot
    agenda.bits[:] = 0
    progress.window_start = max(first, after)
    if first == END:
        return END
    for symbol in range(ledger.first_symbol, ledger.last_symbol):
        place = agenda.due[symbol].slot - first
        if 0 <= place < len(agenda.bits):
            index = symbol - ledger.first_symbol
            agenda.bits[place, index >> 6] |= np.uint64(1) << np.uint64(index & 63)
    return first


@inlined
def collect(state: State, agenda: Agenda, ledger: Record, slot: int) -> int:
    """List the symbols due at `slot` as active, with their rows; return how many."""
    first = ledger.first_symbol
    if ledger.last_symbol - first == 1:
        if agenda.due[first].slot != slot:
            return 0
        state.lists[0].active = first
        state.lists[0].row = agenda.due[first].row
        return 1
    place = slot - state.progress[0].window_start
    if place < 0 or place >= len(agenda.bits):
        return 0
    count = 0
    for word in range(agenda.bits.shape[1]):
        due = agenda.bits[place, word]
        agenda.bits[place, word] = 0
        while due != 0:
            symbol = first + word * 64 + trailing_zeros(due)
            due &= due - np.uint64(1)
            if agenda.due[symbol].slot == slot:  # else it was set before the symbol's plans changed
                state.lists[count].active = symbol
                state.lists[count].row = agenda.due[symbol].row
                count += 1
    return count
