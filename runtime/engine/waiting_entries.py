"""Opening orders that may wait: for a price, an auction, or more volume."""

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop, FillReason
from runtime.engine.entries import sized_entry, start_stops
from runtime.engine.fills import execute_apart
from runtime.engine.marks import value_account
from runtime.engine.matching import price_at_open, price_in_bar
from runtime.engine.orders import count_drop, end_opening_order
from runtime.engine.state import Market, State
from runtime.engine.terms import ENTRY, expire
from runtime.engine.volume import take_volume, volume_room
from runtime.portfolio.money import largest_quantity, market_price, muldiv, outlay, price_units
from stdlib.jit import inlined, outlined


@outlined
def fill_opening(
    market: Market, state: State, account: int, symbol: int, price: int, row: int, slot: int, at_open: bool
) -> None:
    """Fill the opening order at this price, as far as the bar's volume and the cash go.

    What the cash does not reach is cut off; what the volume leaves waits, and keeps its part of the cash set
    aside.
    """
    order = state.orders[symbol]
    position = state.positions[symbol]
    terms = state.terms[symbol, ENTRY]
    ledger = state.ledgers[account]
    instrument = market.listings[symbol].instrument
    side = order.open_side
    rule = order.open_rule
    reserved = order.reserved
    equity, free = value_account(market, state, ledger, slot, at_open)
    free += reserved
    if market.policy[0].size_at_fill and order.open_quantity == 0:
        order.open_quantity = sized_entry(
            market, state, account, symbol, side, rule, order.decided_row, price, equity, free
        )
        if order.open_quantity == 0:
            end_opening_order(ledger, order)
            return
    asked = order.open_quantity
    quantity = min(asked, volume_room(market, state, symbol, row))
    if quantity == 0 or (terms.tif == TimeInForce.FOK and quantity < asked):
        return
    left = asked - quantity
    if outlay(price, quantity, side, instrument, market.policy[0].rates) > free:
        quantity = largest_quantity(free, price, side, instrument, market.policy[0].rates)
        left = 0
        count_drop(
            state, symbol, Drop.CASH_CUT.value if quantity > 0 else Drop.CASH_SHORT.value, order.decided_row
        )
    end_opening_order(ledger, order)
    if left > 0:
        order.open_side = side
        order.open_quantity = left
        order.reserved = muldiv(reserved, left, asked)
        ledger.reserved += order.reserved
    if quantity == 0:
        return
    was_flat = position.quantity == 0
    take_volume(market, state, symbol, row, quantity)
    execute_apart(
        market, state, account, symbol, side, quantity, price, FillReason.SIGNAL.value, rule, row, slot
    )
    if terms.filled > 0 and not was_flat:
        position.entries -= 1  # the same order as before
    terms.filled += quantity
    if was_flat and market.policy[0].has_distances:
        start_stops(market, state, symbol)


@outlined
def entry_at_open(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill what this open fills; what holds for an open alone ends with it."""
    order = state.orders[symbol]
    terms = state.terms[symbol, ENTRY]
    side = order.open_side
    instrument = market.listings[symbol].instrument
    opened = price_units(market.buy[row] if side > 0 else market.sell[row], instrument)
    new_day = market.row_day[row] != market.row_day[terms.decided_row]
    is_auction = terms.type == OrderType.OPEN and new_day
    price = price_at_open(terms, side, opened, new_day, instrument, market.policy[0].rates)
    if price > 0:
        fill_opening(market, state, account, symbol, price, row, slot, True)
    if order.open_side != 0 and (is_auction or terms.tif >= TimeInForce.IOC):
        expire(state, account, symbol, ENTRY)


@inlined
def entry_in_bar(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill the opening order where the bar goes through its price."""
    side = state.orders[symbol].open_side
    instrument = market.listings[symbol].instrument
    high = price_units(market.high[row], instrument)
    low = price_units(market.low[row], instrument)
    close = price_units(market.close[row], instrument)
    terms = state.terms[symbol, ENTRY]
    price = price_in_bar(terms, side, high, low, close, instrument, market.policy[0].rates)
    if price > 0:
        fill_opening(market, state, account, symbol, price, row, slot, True)


@outlined
def entry_at_close(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill the opening order that is for the closing auction."""
    order = state.orders[symbol]
    if order.open_side == 0 or state.terms[symbol, ENTRY].type != OrderType.CLOSE or not market.ends_day[row]:
        return
    instrument = market.listings[symbol].instrument
    close = price_units(market.close[row], instrument)
    price = market_price(close, order.open_side, instrument, market.policy[0].rates)
    fill_opening(market, state, account, symbol, price, row, slot, False)
