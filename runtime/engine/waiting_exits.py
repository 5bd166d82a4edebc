"""Closing orders that may wait: for a price, an auction, or more volume."""

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import Section
from runtime.engine.fills import execute_apart
from runtime.engine.matching import price_at_open, price_in_bar
from runtime.engine.next_true import first_true
from runtime.engine.orders import ask_to_close, count_drop, end_opening_order
from runtime.engine.state import Market, State
from runtime.engine.terms import EXIT, RESTING, expire, is_active, place, set_market_terms
from runtime.engine.volume import take_volume, volume_room
from runtime.portfolio.money import market_price, price_units
from runtime.portfolio.positions import side_of
from stdlib.jit import inlined, outlined


@outlined
def fill_closing(
    market: Market, state: State, account: int, symbol: int, which: int, price: int, row: int, slot: int
) -> None:
    """Fill a closing order at this price, as far as the bar's volume goes."""
    order = state.orders[symbol]
    position = state.positions[symbol]
    terms = state.terms[symbol, which]
    wanted = order.close_quantity if which == EXIT else order.rest_quantity
    quantity = min(wanted, volume_room(market, state, symbol, row))
    if quantity == 0 or (terms.tif == TimeInForce.FOK and quantity < wanted):
        return
    reason = FillReason.SIGNAL.value
    rule = terms.rule
    if which == EXIT:
        order.close_quantity -= quantity
        reason = order.close_reason
        rule = order.close_rule
    else:
        order.rest_quantity -= quantity
    terms.filled += quantity
    side = -side_of(position)
    take_volume(market, state, symbol, row, quantity)
    execute_apart(market, state, account, symbol, side, quantity, price, reason, rule, row, slot)
    if position.quantity == 0:
        order.close_quantity = 0
        order.rest_quantity = 0


@outlined
def exits_at_open(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill what this open fills; what holds for an open alone ends with it."""
    order = state.orders[symbol]
    side = -side_of(state.positions[symbol])
    instrument = market.listings[symbol].instrument
    opened = price_units(market.buy[row] if side > 0 else market.sell[row], instrument)
    for which in (EXIT, RESTING):
        if not is_active(order, which):
            continue
        terms = state.terms[symbol, which]
        new_day = market.row_day[row] != market.row_day[terms.decided_row]
        is_auction = terms.type == OrderType.OPEN and new_day
        price = price_at_open(terms, side, opened, new_day, instrument, market.policy[0].rates)
        if price > 0:
            fill_closing(market, state, account, symbol, which, price, row, slot)
        if is_active(order, which) and (is_auction or terms.tif >= TimeInForce.IOC):
            expire(state, account, symbol, which)


@inlined
def exit_in_bar(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill the closing order with a price where the bar goes through it."""
    side = -side_of(state.positions[symbol])
    instrument = market.listings[symbol].instrument
    high = price_units(market.high[row], instrument)
    low = price_units(market.low[row], instrument)
    close = price_units(market.close[row], instrument)
    terms = state.terms[symbol, RESTING]
    price = price_in_bar(terms, side, high, low, close, instrument, market.policy[0].rates)
    if price > 0:
        fill_closing(market, state, account, symbol, RESTING, price, row, slot)


@outlined
def exit_at_close(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill the closing order that is for the closing auction."""
    terms = state.terms[symbol, RESTING]
    if state.orders[symbol].rest_quantity == 0 or terms.type != OrderType.CLOSE or not market.ends_day[row]:
        return
    side = -side_of(state.positions[symbol])
    instrument = market.listings[symbol].instrument
    price = market_price(price_units(market.close[row], instrument), side, instrument, market.policy[0].rates)
    fill_closing(market, state, account, symbol, RESTING, price, row, slot)


@outlined
def ask_on_terms(
    market: Market, state: State, symbol: int, quantity: int, rule: int, side: int, row: int
) -> None:
    """Ask to close on the terms of a rule; `side` is that of the fill. Market orders are one order together.

    One other order may wait for the position; a second of the same decision is counted.
    """
    order = state.orders[symbol]
    record = market.rules[rule]
    if record.type == OrderType.MARKET:
        if order.close_quantity == 0:
            set_market_terms(state.terms[symbol, EXIT], record.tif, rule, row)
        ask_to_close(order, quantity, rule, FillReason.SIGNAL.value)
    elif order.rest_quantity > 0:
        count_drop(state, symbol, Drop.EXIT_TAKEN.value, row)
    elif place(market, state.terms[symbol, RESTING], rule, side, market.listings[symbol].instrument, row):
        order.rest_quantity = quantity
    else:
        count_drop(state, symbol, Drop.PRICE_UNKNOWN.value, row)


@outlined
def cancel_on_exit(market: Market, state: State, account: int, symbol: int, row: int) -> None:
    """Take away an entry that waits where an exit of its side is true."""
    side = state.orders[symbol].open_side
    section = Section.EXIT_LONG.value if side > 0 else Section.EXIT_SHORT.value
    if first_true(market.bits, market.rules, section, market.listings[symbol], row) >= 0:
        cancel_entry(state, account, symbol, row)


@outlined
def cancel_entry(state: State, account: int, symbol: int, row: int) -> None:
    """Take away an entry that waits, and count it."""
    count_drop(state, symbol, Drop.CANCELLED.value, row)
    end_opening_order(state.ledgers[account], state.orders[symbol])


@outlined
def close_on_stop(
    market: Market, state: State, account: int, symbol: int, price: int, reason: int, row: int, slot: int
) -> None:
    """Close the position as far as the bar's volume goes; an entry that waits on its side is cancelled.

    What is left after a target waits for its price again; after a stop it is a market order at the opens to
    come, in the place of whatever else was to close it.
    """
    position = state.positions[symbol]
    order = state.orders[symbol]
    side = side_of(position)
    if order.open_side == side:
        cancel_entry(state, account, symbol, row)
    quantity = min(abs(position.quantity), volume_room(market, state, symbol, row))
    if quantity > 0:
        take_volume(market, state, symbol, row, quantity)
        execute_apart(market, state, account, symbol, -side, quantity, price, reason, -1, row, slot)
    left = abs(position.quantity)
    if left == 0 or reason == FillReason.TAKE_PROFIT:
        order.close_quantity = min(order.close_quantity, left)
        order.rest_quantity = min(order.rest_quantity, left - order.close_quantity)
        return
    order.rest_quantity = 0
    order.close_quantity = left
    order.close_rule = -1
    order.close_reason = reason
    terms = state.terms[symbol, EXIT]
    set_market_terms(terms, TimeInForce.GTC.value, -1, row)
    terms.live_day = market.row_day[row]
