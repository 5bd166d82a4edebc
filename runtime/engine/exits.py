"""Closing: what exit rules ask for at a close, and the fill at the next open."""

from typing import Any

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import Section
from runtime.engine.account_terms import account_allows
from runtime.engine.fills import execute
from runtime.engine.next_true import is_true
from runtime.engine.notices import tell_of_order
from runtime.engine.order_terms import EXIT, RESTING, place, set_market_terms
from runtime.engine.orders import ask_to_close, count_drop, count_in, end_opening_order
from runtime.engine.sizing import amount_of, closing_quantity
from runtime.engine.state import Market, State
from runtime.portfolio.ledger import blocked_by_short
from runtime.portfolio.money import market_price, muldiv, notional, outlay, price_units
from runtime.portfolio.positions import side_of
from runtime.portfolio.records import Record, Records
from stdlib.jit import inlined, outlined


@outlined
def _ask_on_terms(
    rule: Record,
    payload: Any,
    order: Record,
    placed: Records,
    tallies: Records,
    quantity: int,
    index: int,
    side: int,
    instrument: Record,
    row: int,
) -> None:
    """Ask to close on the terms of a rule; `side` is that of the fill. Market orders are one order together.

    One other order may wait for the position; a second of the same decision is counted.
    """
    if rule.type == OrderType.MARKET:
        if order.close_quantity == 0:
            set_market_terms(placed[EXIT], rule.tif, index, row)
        ask_to_close(order, quantity, index, FillReason.SIGNAL.value)
    elif order.rest_quantity > 0:
        count_in(tallies, Drop.EXIT_TAKEN.value, row)
    elif place(rule, payload, placed[RESTING], index, side, instrument, row):
        order.rest_quantity = quantity
    else:
        count_in(tallies, Drop.PRICE_UNKNOWN.value, row)


@inlined
def decide_exits(market: Market, state: State, account: int, symbol: int, row: int) -> int:
    """Let every true exit rule close, each on what the former left.

    Returns the cash (cash units) the account could spend more if all of it filled at this close, costs paid;
    0 where entries are sized at the fill, when closing orders have filled.
    """
    position = state.positions[symbol]
    side = side_of(position)
    if side == 0:
        return 0
    order = state.orders[symbol]
    listing = market.listings[symbol]
    instrument = market.listings[symbol].instrument
    section = Section.EXIT_LONG.value if side > 0 else Section.EXIT_SHORT.value
    held = abs(position.quantity)
    before = order.close_quantity
    replaces = True
    for index in range(len(market.rules)):
        rule = market.rules[index]
        if rule.section != section or not is_true(market.bits, index, listing, row):
            continue
        if not account_allows(market, state, account, symbol, index, row):
            continue
        if replaces:
            order.rest_quantity = 0  # of an earlier decision: what waited for its price gives way
            replaces = False
        left = held - order.close_quantity - order.rest_quantity
        if left == 0:
            break
        amount = amount_of(rule, market.payload, row, instrument, market.policy[0].cash_scale)
        quantity = closing_quantity(market, rule, amount, left, -side, instrument, row)
        if quantity <= 0:
            count_drop(state, symbol, Drop.SIZE_ZERO.value, row)
        elif market.policy[0].waits:
            placed, tallies = state.placed[symbol], state.drops[symbol]
            _ask_on_terms(
                rule, market.payload, order, placed, tallies, quantity, index, -side, instrument, row
            )
        else:
            ask_to_close(order, quantity, index, FillReason.SIGNAL.value)
        if order.close_quantity + order.rest_quantity > held - left:
            tell_of_order(market, state, account, symbol, index, row)
    closing = order.close_quantity - before
    if closing == 0 or market.policy[0].size_at_fill:
        return 0
    close = price_units(market.close[row], instrument)
    price = market_price(close, -side, instrument, market.policy[0].rates)
    paid = outlay(price, closing, -side, instrument, market.policy[0].rates)
    value = notional(price, closing, instrument)
    if side > 0:
        return value - (paid - value)
    rest = held - closing
    blocked = blocked_by_short(position.cost, notional(close, held, instrument))
    kept = blocked_by_short(muldiv(position.cost, rest, held), notional(close, rest, instrument))
    return blocked - kept - paid


@inlined
def fill_exit(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill the closing order at this row's open."""
    order = state.orders[symbol]
    position = state.positions[symbol]
    instrument = market.listings[symbol].instrument
    side = -side_of(position)
    opened = price_units(market.buy[row] if side > 0 else market.sell[row], instrument)
    price = market_price(opened, side, instrument, market.policy[0].rates)
    quantity = order.close_quantity
    order.close_quantity = 0
    execute(
        market,
        state,
        account,
        symbol,
        side,
        quantity,
        price,
        order.close_reason,
        order.close_rule,
        row,
        slot,
    )


@outlined
def close_all(state: State, account: int, drop: int, reason: int) -> None:
    """Ask to close every position of the account; its waiting opening orders are denied."""
    ledger = state.ledgers[account]
    for k in range(ledger.first_symbol, ledger.first_symbol + ledger.held):
        symbol = state.lists[k].held
        order = state.orders[symbol]
        order.close_quantity = abs(state.positions[symbol].quantity)
        order.rest_quantity = 0
        set_market_terms(state.placed[symbol, EXIT], TimeInForce.GTC.value, -1, -1)
        order.close_reason = reason
        order.close_rule = -1
    for symbol in range(ledger.first_symbol, ledger.last_symbol):
        order = state.orders[symbol]
        if order.open_side != 0:
            count_drop(state, symbol, drop, order.decided_row)
            end_opening_order(ledger, order)
