"""The five phases of a slot, over the active symbols of `state.lists`: the same functions in every mode.

`walk` calls them for the slots at which something can happen, with the symbols it can happen to; a live run
calls them for every slot, with every symbol that has a bar. A symbol with nothing to do is left as it is.
"""

from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import Section
from runtime.engine.account_terms import account_allows
from runtime.engine.entries import decide_entry, fill_entry, may_enter
from runtime.engine.entry_folds import carry_folds
from runtime.engine.exits import close_all, decide_exits, fill_exit
from runtime.engine.fills import execute
from runtime.engine.marks import is_halted, value_account
from runtime.engine.next_true import first_true
from runtime.engine.notices import tell_alerts
from runtime.engine.orders import count_drop, end_opening_order
from runtime.engine.state import Market, State
from runtime.engine.stops import check_stops
from runtime.engine.turns import deciding_turn, opening_turn
from runtime.engine.waiting import entry_at_close, entry_at_open, exit_at_close, exits_at_open, in_bar
from runtime.portfolio.money import price_units
from runtime.portfolio.positions import side_of
from runtime.risk.daily_loss_limit import day_loss_reached
from runtime.risk.max_drawdown import drawdown_reached
from stdlib.jit import inlined, outlined


@outlined
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
            in_bar(market, state, account, symbol, row, slot)
        elif state.positions[symbol].quantity != 0:
            check_stops(market, state, account, symbol, row, slot)


@inlined
def close_phase(market: Market, state: State, account: int, slot: int, count: int) -> None:
    """Fill what is for the closing auction, exits first, and end what holds for the day."""
    if not market.policy[0].waits:
        return
    for k in range(count):
        symbol = state.lists[k].active
        row = state.lists[k].row
        if row >= 0 and not is_halted(market, symbol, row):
            exit_at_close(market, state, account, symbol, row, slot)
    for k in range(count):
        symbol = state.lists[k].active
        row = state.lists[k].row
        if row >= 0 and not is_halted(market, symbol, row):
            entry_at_close(market, state, account, symbol, row, slot)


@inlined
def mark_phase(market: Market, state: State, account: int, slot: int) -> bool:
    """Mark the account at the closes; return whether all positions are asked to close.

    Equity is taken where a limit, a rule or ruin can depend on it: with a daily loss limit, with rules that
    ask the account, with a short, or with cash used up.
    """
    policy = market.policy[0]
    ledger = state.ledgers[account]
    limit = policy.daily_loss_limit
    watched = limit >= 0 or policy.max_drawdown >= 0 or policy.asks_account
    if not watched and ledger.shorts == 0 and ledger.cash > 0:
        return False
    if limit >= 0 and market.day[slot] != ledger.day:
        ledger.day = market.day[slot]
        ledger.day_equity = ledger.equity
        ledger.day_locked = False
    ledger.equity, ledger.free = value_account(market, state, ledger, slot, False)
    if ledger.ruined:
        return False
    if ledger.equity <= 0:
        ledger.ruined = True
        close_all(state, account, Drop.RUIN.value, FillReason.RUIN.value)
        return True
    if policy.max_drawdown >= 0 and not ledger.drawdown_locked:
        ledger.peak = max(ledger.peak, ledger.equity)
        if drawdown_reached(ledger.equity, ledger.peak, policy.max_drawdown):
            ledger.drawdown_locked = True
            if policy.flatten_on_breach:
                close_all(state, account, Drop.MAX_DRAWDOWN.value, FillReason.MAX_DRAWDOWN.value)
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
def _first_rule(market: Market, state: State, account: int, symbol: int, section: int, row: int) -> int:
    """Return the first rule of the section that is true at this row, -1 where none is."""
    rule = first_true(market.bits, market.rules, section, market.listings[symbol], row, 0)
    while rule >= 0 and not account_allows(market, state, account, symbol, rule, row):
        rule = first_true(market.bits, market.rules, section, market.listings[symbol], row, rule + 1)
    return rule


@inlined
def _cancel_entry(market: Market, state: State, account: int, symbol: int, row: int) -> None:
    """Take away an entry that waits where an exit of its side is true, and count it."""
    order = state.orders[symbol]
    if order.open_side == 0:
        return
    section = Section.EXIT_LONG.value if order.open_side > 0 else Section.EXIT_SHORT.value
    if _first_rule(market, state, account, symbol, section, row) >= 0:
        count_drop(state, symbol, Drop.CANCELLED.value, row)
        end_opening_order(state.ledgers[account], order)


@inlined
def decide_phase(market: Market, state: State, account: int, slot: int, count: int) -> None:
    """Decide at the closes: the exits of all symbols, then entries in turn, from what is left."""
    if len(market.entry_folds) > 0:
        for k in range(count):
            if state.lists[k].row >= 0:
                carry_folds(market, state, account, state.lists[k].active, state.lists[k].row)
    if len(market.alerts) > 0:
        for k in range(count):
            if _decides(market, state.lists[k].active, state.lists[k].row):
                tell_alerts(market, state, account, state.lists[k].active, state.lists[k].row)
    proceeds = 0
    for k in range(count):
        if _decides(market, state.lists[k].active, state.lists[k].row):
            if market.policy[0].waits:
                _cancel_entry(market, state, account, state.lists[k].active, state.lists[k].row)
            proceeds += decide_exits(market, state, account, state.lists[k].active, state.lists[k].row)
    valued = False
    equity = 0
    free = 0
    prioritised = market.policy[0].priority >= 0
    if prioritised:
        deciding_turn(market, state, count)
    for turn in range(count):
        k = state.lists[turn].queued if prioritised else turn
        symbol = state.lists[k].active
        row = state.lists[k].row
        if not _decides(market, symbol, row):
            continue
        for side in (1, -1):
            section = Section.ENTRY_LONG.value if side > 0 else Section.ENTRY_SHORT.value
            rule = _first_rule(market, state, account, symbol, section, row)
            if rule < 0 or not may_enter(market, state, account, symbol, side, row, slot):
                continue
            if not valued and not market.policy[0].size_at_fill:
                valued = True
                equity, free = value_account(market, state, state.ledgers[account], slot, False)
                free += proceeds
            free = decide_entry(market, state, account, symbol, side, rule, row, slot, equity, free)
