"""The five phases of a slot, over the active symbols of `state.lists`: the same functions in every mode.

`walk` calls them for the slots at which something can happen, with the symbols it can happen to; a live run
calls them for every slot, with every symbol that has a bar. A symbol with nothing to do is left as it is.
"""

from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import Section
from runtime.engine.entries import decide_entry, fill_entry, may_enter
from runtime.engine.exits import close_all, decide_exits, fill_exit
from runtime.engine.fills import execute
from runtime.engine.marks import is_halted, value_account
from runtime.engine.next_true import first_true
from runtime.engine.orders import count_drop, end_opening_order, opening_turn
from runtime.engine.state import Market, State
from runtime.engine.stops import check_stops, reread_trail
from runtime.engine.terms import end_day, meet_bar
from runtime.engine.waiting_bar import bar_with_orders
from runtime.engine.waiting_entries import entry_at_close, entry_at_open
from runtime.engine.waiting_exits import cancel_on_exit, exit_at_close, exits_at_open
from runtime.portfolio.money import price_units
from runtime.portfolio.positions import side_of
from runtime.risk.daily_loss_limit import day_loss_reached
from stdlib.jit import inlined


@inlined
def delist(market: Market, state: State, account: int, symbol: int, slot: int) -> None:
    """Close the position of a symbol without further bars at its last close; its orders end unfilled."""
    order = state.orders[symbol]
    position = state.positions[symbol]
    row = market.listings[symbol].end_row - 1
    order.close_quantity = 0
    order.rest_quantity = 0
    if order.open_side != 0:
        count_drop(state, symbol, Drop.UNFILLED_AT_END.value, order.decided_row)
        end_opening_order(state.ledgers[account], order)
    if position.quantity != 0:
        price = price_units(market.close[row], market.listings[symbol].instrument)
        quantity = abs(position.quantity)
        side = -side_of(position)
        execute(
            market, state, account, symbol, side, quantity, price, FillReason.DELISTED.value, -1, row, slot
        )


@inlined
def open_phase(market: Market, state: State, account: int, slot: int, count: int) -> None:
    """Fill what waits: closing orders first, which frees cash, then opening orders in turn."""
    opening = False
    for k in range(count):
        symbol = state.lists[k].active
        row = state.lists[k].row
        if row < 0:
            delist(market, state, account, symbol, slot)
        elif not is_halted(market, symbol, row):
            if market.policy[0].waits:
                meet_bar(market, state, account, symbol, row)
                exits_at_open(market, state, account, symbol, row, slot)
            elif state.orders[symbol].close_quantity > 0:
                fill_exit(market, state, account, symbol, row, slot)
            if state.orders[symbol].open_side != 0:
                opening = True
    if opening:
        for k in range(opening_turn(state, count)):
            place = state.lists[k].queued
            symbol = state.lists[place].active
            row = state.lists[place].row
            if is_halted(market, symbol, row):
                continue
            if market.policy[0].waits:
                entry_at_open(market, state, account, symbol, row, slot)
            else:
                fill_entry(market, state, account, symbol, row, slot)


@inlined
def bar_phase(market: Market, state: State, account: int, slot: int, count: int) -> None:
    """Hold the positions, and the orders that wait, against what the bar went through."""
    waits = market.policy[0].waits
    if not market.policy[0].has_stops and not waits:
        return
    for k in range(count):
        symbol = state.lists[k].active
        row = state.lists[k].row
        if row < 0 or is_halted(market, symbol, row):
            continue
        if waits:
            bar_with_orders(market, state, account, symbol, row, slot)
        elif state.positions[symbol].quantity != 0:
            check_stops(market, state, account, symbol, row, slot)


@inlined
def close_phase(market: Market, state: State, account: int, slot: int, count: int) -> None:
    """Fill what is for the closing auction, end what holds for the day, and let trails follow the market."""
    waits = market.policy[0].waits
    trails = market.policy[0].trail_payload >= 0
    if not waits and not trails:
        return
    for k in range(count):
        symbol = state.lists[k].active
        row = state.lists[k].row
        if waits and row >= 0 and not is_halted(market, symbol, row):
            exit_at_close(market, state, account, symbol, row, slot)
    for k in range(count):
        symbol = state.lists[k].active
        row = state.lists[k].row
        if row < 0 or is_halted(market, symbol, row):
            continue
        if waits:
            entry_at_close(market, state, account, symbol, row, slot)
            end_day(market, state, account, symbol, row)
        if trails and state.positions[symbol].quantity != 0:
            reread_trail(market, state, symbol, row)


@inlined
def mark_phase(market: Market, state: State, account: int, slot: int) -> bool:
    """Mark the account at the closes; return whether all positions are asked to close.

    Equity is taken where a limit or ruin can depend on it: with a daily loss limit, with a short, or with
    cash used up.
    """
    policy = market.policy[0]
    ledger = state.ledgers[account]
    limit = policy.daily_loss_limit
    if limit < 0 and ledger.shorts == 0 and ledger.cash > 0:
        return False
    if limit >= 0 and market.day[slot] != ledger.day:
        ledger.day = market.day[slot]
        ledger.day_equity = ledger.equity
        ledger.day_locked = False
    ledger.equity, _ = value_account(market, state, ledger, slot, False)
    if ledger.ruined:
        return False
    if ledger.equity <= 0:
        ledger.ruined = True
        close_all(state, account, Drop.RUIN.value, FillReason.RUIN.value)
        return True
    if limit < 0 or ledger.day_locked or not day_loss_reached(ledger.equity, ledger.day_equity, limit):
        return False
    ledger.day_locked = True
    if policy.flatten_on_breach:
        close_all(state, account, Drop.DAILY_LOSS_LIMIT.value, FillReason.DAILY_LOSS_LIMIT.value)
    return bool(policy.flatten_on_breach)


@inlined
def _decides(market: Market, symbol: int, row: int) -> bool:
    return bool(row >= market.listings[symbol].tradable_row)


@inlined
def decide_phase(market: Market, state: State, account: int, slot: int, count: int) -> None:
    """Decide at the closes: the exits of all symbols, then entries from what is left, in universe order."""
    proceeds = 0
    for k in range(count):
        if _decides(market, state.lists[k].active, state.lists[k].row):
            if market.policy[0].waits and state.orders[state.lists[k].active].open_side != 0:
                cancel_on_exit(market, state, account, state.lists[k].active, state.lists[k].row)
            proceeds += decide_exits(market, state, state.lists[k].active, state.lists[k].row)
    valued = False
    equity = 0
    free = 0
    for k in range(count):
        symbol = state.lists[k].active
        row = state.lists[k].row
        if not _decides(market, symbol, row):
            continue
        for side in (1, -1):
            section = Section.ENTRY_LONG.value if side > 0 else Section.ENTRY_SHORT.value
            rule = first_true(market.bits, market.rules, section, market.listings[symbol], row)
            if rule < 0 or not may_enter(market, state, account, symbol, side, row):
                continue
            if not valued and not market.policy[0].size_at_fill:
                valued = True
                equity, free = value_account(market, state, state.ledgers[account], slot, False)
                free += proceeds
            free = decide_entry(market, state, account, symbol, side, rule, row, slot, equity, free)
