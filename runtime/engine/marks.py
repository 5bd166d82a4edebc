"""What an account is worth at a slot: every position at its last known price."""

from runtime.engine.state import Market, State
from runtime.portfolio.ledger import blocked_by_short
from runtime.portfolio.money import add, notional, price_units
from runtime.portfolio.records import Record
from stdlib.jit import inlined


@inlined
def slot_of(market: Market, row: int) -> int:
    """Return the slot of a row. An account of one symbol counts time by that symbol's rows."""
    if market.policy[0].own_time:
        return row
    return int(market.slot[row])


@inlined
def is_halted(market: Market, symbol: int, row: int) -> bool:
    """Return whether the row is a halt marker."""
    return bool(market.listings[symbol].has_halts and market.halted[row])


@inlined
def row_at(market: Market, symbol: int, start: int, slot: int) -> int:
    """Return the symbol's last row, from `start` on, whose slot is at most `slot`; that of `start` is.

    Slots rise by at least one a row, so the answer lies no further than the slots in between: one look where
    the symbol has a bar in each of them, a binary search where it has not.
    """
    high: int = min(start + (slot - slot_of(market, start)), market.listings[symbol].end_row - 1)
    if slot_of(market, high) <= slot:
        return high
    low = start
    while high - low > 1:
        middle = (low + high) // 2
        if slot_of(market, middle) <= slot:
            low = middle
        else:
            high = middle
    return low


@inlined
def mark_price(market: Market, state: State, symbol: int, slot: int, at_open: bool) -> int:
    """Return the last known price of a held symbol: its last close, or at the open of a slot that open."""
    position = state.positions[symbol]
    row = row_at(market, symbol, position.mark_row, slot)
    position.mark_row = row
    price = market.close[row]
    if at_open and slot_of(market, row) == slot:
        # A halted row's close belongs to the slot's end; there is an earlier row, for the position is older.
        price = market.close[row - 1] if is_halted(market, symbol, row) else market.open[row]
    return price_units(price, market.listings[symbol].instrument)


@inlined
def exposure_of(market: Market, state: State, ledger: Record, slot: int, at_open: bool) -> int:
    """Return the gross value of what is held and not about to be closed, and of opening orders that wait."""
    exposure = ledger.pending
    for k in range(ledger.first_symbol, ledger.first_symbol + ledger.held):
        symbol = state.lists[k].held
        left = abs(state.positions[symbol].quantity) - state.orders[symbol].close_quantity
        price = mark_price(market, state, symbol, slot, at_open)
        exposure = add(exposure, notional(price, left, market.listings[symbol].instrument))
    return int(exposure)


@inlined
def positions_of(state: State, ledger: Record) -> int:
    """Return how many symbols there will be a position in once the orders that wait have filled."""
    count = int(ledger.flat_openings)
    for k in range(ledger.first_symbol, ledger.first_symbol + ledger.held):
        order = state.orders[state.lists[k].held]
        left = abs(state.positions[state.lists[k].held].quantity) - order.close_quantity
        if left > 0 or order.open_side != 0:
            count += 1
    return count


@inlined
def value_account(market: Market, state: State, ledger: Record, slot: int, at_open: bool) -> tuple[int, int]:
    """Return (equity, free cash) in cash units, exact; see `portfolio.ledger` for their meaning."""
    equity = ledger.cash
    free = ledger.cash - ledger.reserved
    for k in range(ledger.first_symbol, ledger.first_symbol + ledger.held):
        symbol = state.lists[k].held
        position = state.positions[symbol]
        price = mark_price(market, state, symbol, slot, at_open)
        value = notional(price, abs(position.quantity), market.listings[symbol].instrument)
        if position.quantity > 0:
            equity = add(equity, value)
        else:
            equity = add(equity, -value)
            free = add(free, -blocked_by_short(position.cost, value))
    return equity, free
