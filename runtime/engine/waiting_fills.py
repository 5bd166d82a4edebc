"""Fills of orders that may wait, as far as the bar's volume and the cash go."""

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop, FillReason
from runtime.engine.entries import sized_entry
from runtime.engine.fills import execute
from runtime.engine.marks import value_account
from runtime.engine.order_terms import ENTRY, EXIT, RESTING, set_market_terms
from runtime.engine.orders import count_drop, end_opening_order
from runtime.engine.state import Market, State
from runtime.engine.stop_distances import take_distances
from runtime.engine.volume import take_volume, volume_room
from runtime.portfolio.money import largest_quantity, muldiv, outlay
from runtime.portfolio.positions import side_of
from stdlib.jit import outlined

STOP = 3  # beside the orders that are placed: what closes for the position's own stop or target


@outlined
def fill_closing(
    market: Market,
    state: State,
    account: int,
    symbol: int,
    which: int,
    price: int,
    reason: int,
    row: int,
    slot: int,
) -> None:
    """Fill a closing order, or a stop, at this price.

    An entry that waits on the side of a position is cancelled by its stop or target. What volume leaves of a
    target waits for its price again; what it leaves of a stop is a market order at the opens to come, in the
    place of whatever else was to close the position.
    """
    order = state.orders[symbol]
    position = state.positions[symbol]
    instrument = market.listings[symbol].instrument
    side = side_of(position)
    held = abs(position.quantity)
    wanted = held
    rule = -1
    if which == EXIT:
        wanted = order.close_quantity
        rule = order.close_rule
    elif which == RESTING:
        wanted = order.rest_quantity
        rule = state.placed[symbol, RESTING].rule
    elif order.open_side == side:
        count_drop(state, symbol, Drop.CANCELLED.value, row)
        end_opening_order(state.ledgers[account], order)
    volume = market.volume[row]
    quantity = min(wanted, volume_room(order, market.policy[0].participation, volume, instrument, row))
    if which != STOP:
        terms = state.placed[symbol, which]
        if terms.tif == TimeInForce.FOK and quantity < wanted:
            return
        terms.filled += quantity
        if which == EXIT:
            order.close_quantity -= quantity
        else:
            order.rest_quantity -= quantity
    if quantity > 0:
        take_volume(order, row, quantity)
        execute(market, state, account, symbol, -side, quantity, price, reason, rule, row, slot)
    left = held - quantity
    if which == STOP and left > 0 and reason != FillReason.TAKE_PROFIT.value:
        order.rest_quantity = 0
        order.close_quantity = left
        order.close_rule = -1
        order.close_reason = reason
        set_market_terms(state.placed[symbol, EXIT], TimeInForce.GTC.value, -1, row)
        return
    order.close_quantity = min(order.close_quantity, left)
    order.rest_quantity = min(order.rest_quantity, left - order.close_quantity)


@outlined
def fill_opening(
    market: Market, state: State, account: int, symbol: int, price: int, row: int, slot: int
) -> None:
    """Fill the opening order at this price.

    What the cash does not reach is cut off; what the volume leaves waits, and keeps its part of the cash set
    aside.
    """
    order = state.orders[symbol]
    position = state.positions[symbol]
    terms = state.placed[symbol, ENTRY]
    ledger = state.ledgers[account]
    instrument = market.listings[symbol].instrument
    side = order.open_side
    rule = order.open_rule
    reserved = order.reserved
    pending = order.pending
    at_open = terms.type != OrderType.CLOSE
    equity, free = value_account(market, state, ledger, slot, at_open)
    free += reserved
    if market.policy[0].size_at_fill and order.open_quantity == 0:
        order.open_quantity = sized_entry(
            market, state, account, symbol, side, rule, order.decided_row, slot, price, equity, free
        )
        if order.open_quantity == 0:
            end_opening_order(ledger, order)
            return
    asked = order.open_quantity
    volume = market.volume[row]
    quantity = min(asked, volume_room(order, market.policy[0].participation, volume, instrument, row))
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
        order.pending = muldiv(pending, left, asked)
        ledger.pending += order.pending
    if quantity == 0:
        return
    was_flat = position.quantity == 0
    if was_flat and market.policy[0].has_distances:
        take_distances(market, state, symbol, order.decided_row)
    take_volume(order, row, quantity)
    execute(market, state, account, symbol, side, quantity, price, FillReason.SIGNAL.value, rule, row, slot)
    if terms.filled > 0 and not was_flat:
        position.entries -= 1  # the same order as before
    terms.filled += quantity
