"""One phase of one slot, for a run that is driven by events instead of walking."""

from runtime.engine.marks import row_at, slot_of
from runtime.engine.phases import bar_phase, close_phase, decide_phase, mark_phase, open_phase
from runtime.engine.state import Market, State
from stdlib.jit import inlined, walker

AT_OPEN, AT_BAR, AT_CLOSE = 0, 1, 2


@inlined
def _list_symbols(market: Market, state: State, account: int, slot: int) -> int:
    """List as active every symbol of the account that has a row at this slot, or is delisted there."""
    ledger = state.ledgers[account]
    count = 0
    for symbol in range(ledger.first_symbol, ledger.last_symbol):
        listing = market.listings[symbol]
        if listing.end_row == listing.first_row or slot_of(market, listing.first_row) > slot:
            continue
        row = row_at(market, symbol, listing.first_row, slot)
        if slot_of(market, row) != slot:
            if slot != listing.delisted_slot:
                continue
            row = -1
        state.lists[count].active = symbol
        state.lists[count].row = row
        count += 1
    return count


@walker
def step(market: Market, state: State, account: int, slot: int, phase: int) -> None:
    """Run one phase: the orders that fill at the open, the stops inside the bar, or the close's decisions.

    Raises:
        OverflowError: an amount does not fit, see `portfolio.money`.
    """
    count = _list_symbols(market, state, account, slot)
    if phase == AT_OPEN:
        open_phase(market, state, account, slot, count)
    elif phase == AT_BAR:
        bar_phase(market, state, account, slot, count)
    else:
        close_phase(market, state, account, slot, count)
        mark_phase(market, state, account, slot)
        decide_phase(market, state, account, slot, count)
