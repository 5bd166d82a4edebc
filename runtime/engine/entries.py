"""Opening: the decision at a close, and the fill at the next open."""

from runtime.domain.orders import OrderType
from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import QuantityKind
from runtime.engine.fills import execute
from runtime.engine.kelly import kelly_ratio
from runtime.engine.marks import value_account
from runtime.engine.orders import count_drop, end_opening_order, reserve
from runtime.engine.sizing import amount_of, opening_quantity
from runtime.engine.state import Market, State
from runtime.engine.terms import ENTRY, place, units_up
from runtime.portfolio.money import largest_quantity, market_price, notional, outlay, price_units
from runtime.portfolio.positions import side_of
from runtime.portfolio.records import Record
from stdlib.jit import inlined, outlined


@inlined
def may_enter(market: Market, state: State, account: int, symbol: int, side: int, row: int) -> bool:
    """Return whether an entry on this side may be sized; count why not.

    A position that the exits of this decision close counts as closed. An entry on the side of an open
    position is no intent, and not counted, where pyramiding does not allow it or a limit is closing it.
    """
    position = state.positions[symbol]
    order = state.orders[symbol]
    ledger = state.ledgers[account]
    left = abs(position.quantity) - order.close_quantity
    if side_of(position) == side and order.close_quantity > 0 and order.close_rule < 0:
        return False
    if left > 0 and side_of(position) == side:
        if position.entries >= market.policy[0].pyramiding:
            return False
    elif left > 0 or order.open_side == -side:
        count_drop(state, symbol, Drop.OPPOSITE_POSITION.value, row)
        return False
    if order.open_side != 0:
        return False
    if ledger.ruined:
        count_drop(state, symbol, Drop.RUIN.value, row)
        return False
    if ledger.day_locked:
        count_drop(state, symbol, Drop.DAILY_LOSS_LIMIT.value, row)
        return False
    return True


@inlined
def sized_entry(
    market: Market,
    state: State,
    account: int,
    symbol: int,
    side: int,
    rule: int,
    decided_row: int,
    price: int,
    equity: int,
    free: int,
) -> int:
    """Return the quantity an entry rule opens at this price, 0 where nothing is left; count the cuts."""
    policy = market.policy[0]
    ledger = state.ledgers[account]
    instrument = market.listings[symbol].instrument
    record = market.rules[rule]
    if record.kind == QuantityKind.KELLY:
        amount = kelly_ratio(state.trades, ledger.first_trade, state.progress[0].trades, record)
    else:
        amount = amount_of(record, market.payload, decided_row, instrument, policy.cash_scale)
    left = abs(state.positions[symbol].quantity) - state.orders[symbol].close_quantity
    held = 0 if left == 0 else notional(price, left, instrument)
    quantity, drops = opening_quantity(
        record.kind,
        amount,
        equity,
        free,
        held,
        policy.max_position_size,
        price,
        side,
        instrument,
        market.policy[0].rates,
        market.policy[0].free_of_cost,
    )
    drop = 0
    while drops != 0:
        if drops & 1:
            count_drop(state, symbol, drop, decided_row)
        drops >>= 1
        drop += 1
    return quantity


@outlined
def _place_waiting(
    market: Market, state: State, symbol: int, side: int, rule: int, row: int, instrument: Record
) -> int:
    """Place an order that may wait; return the price at which it is sized and its cash set aside.

    It is the limit, or the price at which a market order would fill; 0 where it is not known.
    """
    close = price_units(market.close[row], instrument)
    terms = state.terms[symbol, ENTRY]
    if not place(market, terms, rule, side, instrument, row):
        return 0
    if terms.type == OrderType.LIMIT or terms.type == OrderType.STOP_LIMIT:
        return int(terms.limit)
    if terms.type == OrderType.BEST:
        return close
    reached = terms.stop if terms.type == OrderType.STOP else close
    return market_price(reached, side, instrument, market.policy[0].rates)


@outlined
def _distances_known(market: Market, symbol: int, row: int) -> bool:
    """Return whether the distances in price of stop, target and trail are above 0 at the deciding bar."""
    policy = market.policy[0]
    scale = market.listings[symbol].instrument.price_scale
    for payload in (policy.stop_payload, policy.target_payload, policy.trail_payload):
        if payload >= 0 and units_up(market.payload[payload, row], scale) == 0:
            return False
    return True


@outlined
def start_stops(market: Market, state: State, symbol: int) -> None:
    """Take the distances in price of a position that an order has opened, as of the order's decision."""
    policy = market.policy[0]
    position = state.positions[symbol]
    row = state.orders[symbol].decided_row
    scale = market.listings[symbol].instrument.price_scale
    if policy.stop_payload >= 0:
        position.stop_distance = units_up(market.payload[policy.stop_payload, row], scale)
    if policy.target_payload >= 0:
        position.target_distance = units_up(market.payload[policy.target_payload, row], scale)
    if policy.trail_payload >= 0:
        position.trail_distance = units_up(market.payload[policy.trail_payload, row], scale)


@inlined
def decide_entry(
    market: Market,
    state: State,
    account: int,
    symbol: int,
    side: int,
    rule: int,
    row: int,
    slot: int,
    equity: int,
    free: int,
) -> int:
    """Make the opening order and reserve its cash; return the free cash that is left."""
    order = state.orders[symbol]
    instrument = market.listings[symbol].instrument
    policy = market.policy[0]
    if policy.waits:
        price = _place_waiting(market, state, symbol, side, rule, row, instrument)
    else:
        close = price_units(market.close[row], instrument)
        price = market_price(close, side, instrument, market.policy[0].rates)
    if price == 0 or (policy.has_distances and not _distances_known(market, symbol, row)):
        count_drop(state, symbol, Drop.PRICE_UNKNOWN.value, row)
        return free
    quantity = 0
    if not market.policy[0].size_at_fill:
        quantity = sized_entry(market, state, account, symbol, side, rule, row, price, equity, free)
        if quantity == 0:
            return free
        amount = outlay(price, quantity, side, instrument, market.policy[0].rates)
        reserve(state.ledgers[account], order, amount)
        free -= amount
    order.open_side = side
    order.open_quantity = quantity
    order.open_rule = rule
    order.decided_row = row
    order.decided_slot = slot
    return free


@inlined
def fill_entry(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill the opening order at this row's open, cut to the cash there is."""
    order = state.orders[symbol]
    ledger = state.ledgers[account]
    instrument = market.listings[symbol].instrument
    side = order.open_side
    quantity = order.open_quantity
    rule = order.open_rule
    was_flat = state.positions[symbol].quantity == 0
    opened = price_units(market.buy[row] if side > 0 else market.sell[row], instrument)
    price = market_price(opened, side, instrument, market.policy[0].rates)
    end_opening_order(ledger, order)
    equity, free = value_account(market, state, ledger, slot, True)
    if market.policy[0].size_at_fill:
        quantity = sized_entry(
            market, state, account, symbol, side, rule, order.decided_row, price, equity, free
        )
    elif outlay(price, quantity, side, instrument, market.policy[0].rates) > free:
        quantity = largest_quantity(free, price, side, instrument, market.policy[0].rates)
        count_drop(
            state, symbol, Drop.CASH_CUT.value if quantity > 0 else Drop.CASH_SHORT.value, order.decided_row
        )
    if quantity > 0:
        execute(
            market, state, account, symbol, side, quantity, price, FillReason.SIGNAL.value, rule, row, slot
        )
        if was_flat and market.policy[0].has_distances:
            start_stops(market, state, symbol)
