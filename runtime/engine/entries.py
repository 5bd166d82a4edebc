"""Opening: the decision at a close, and the fill at the next open."""

from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import QuantityKind
from runtime.engine.entry_limits import denial, strictest_room
from runtime.engine.fills import execute
from runtime.engine.kelly import kelly_ratio
from runtime.engine.marks import value_account
from runtime.engine.notices import tell_of_order
from runtime.engine.order_terms import ENTRY, place, price_to_size_at
from runtime.engine.orders import count_drop, end_opening_order, reserve
from runtime.engine.sizing import amount_of, opening_quantity
from runtime.engine.state import Market, State
from runtime.engine.stop_distances import take_distances
from runtime.engine.turns import priority_at
from runtime.portfolio.money import largest_quantity, market_price, notional, outlay, price_units
from runtime.portfolio.positions import side_of
from stdlib.jit import inlined


@inlined
def may_enter(
    market: Market, state: State, account: int, symbol: int, side: int, row: int, slot: int
) -> bool:
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
    denied = denial(market, state, ledger, symbol, left == 0, row, slot)
    if denied >= 0:
        count_drop(state, symbol, denied, row)
    return denied < 0


@inlined
def sized_entry(
    market: Market,
    state: State,
    account: int,
    symbol: int,
    side: int,
    rule: int,
    decided_row: int,
    slot: int,
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
    room, cut = strictest_room(market, state, ledger, symbol, slot, price, equity)
    quantity, drops = opening_quantity(
        record.kind,
        amount,
        equity,
        free,
        room,
        cut,
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
    close = price_units(market.close[row], instrument)
    if market.policy[0].waits:
        terms = state.placed[symbol, ENTRY]
        if not place(market.rules[rule], market.payload, terms, rule, side, instrument, row):
            count_drop(state, symbol, Drop.PRICE_UNKNOWN.value, row)
            return free
        price = price_to_size_at(terms, close, side, instrument, market.policy[0].rates)
    else:
        price = market_price(close, side, instrument, market.policy[0].rates)
    quantity = 0
    if not market.policy[0].size_at_fill:
        quantity = sized_entry(market, state, account, symbol, side, rule, row, slot, price, equity, free)
        if quantity == 0:
            return free
        amount = outlay(price, quantity, side, instrument, market.policy[0].rates)
        reserve(state.ledgers[account], order, amount, notional(price, quantity, instrument))
        free -= amount
    order.open_side = side
    order.open_quantity = quantity
    order.open_rule = rule
    order.decided_row = row
    order.decided_slot = slot
    order.priority = priority_at(market, row)
    if state.positions[symbol].quantity == 0:
        order.from_flat = True
        state.ledgers[account].flat_openings += 1
    tell_of_order(market, state, account, symbol, rule, row)
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
    opened = price_units(market.buy[row] if side > 0 else market.sell[row], instrument)
    price = market_price(opened, side, instrument, market.policy[0].rates)
    end_opening_order(ledger, order)
    equity, free = value_account(market, state, ledger, slot, True)
    if market.policy[0].size_at_fill:
        quantity = sized_entry(
            market, state, account, symbol, side, rule, order.decided_row, slot, price, equity, free
        )
    elif outlay(price, quantity, side, instrument, market.policy[0].rates) > free:
        quantity = largest_quantity(free, price, side, instrument, market.policy[0].rates)
        count_drop(
            state, symbol, Drop.CASH_CUT.value if quantity > 0 else Drop.CASH_SHORT.value, order.decided_row
        )
    if quantity > 0:
        if market.policy[0].has_distances and state.positions[symbol].quantity == 0:
            take_distances(market, state, symbol, order.decided_row)
        execute(
            market, state, account, symbol, side, quantity, price, FillReason.SIGNAL.value, rule, row, slot
        )
