"""Orders that wait, stage by stage of a bar: in time order, else the worse for the trader.

Inside a bar comes first what closes: the order with a price and the position's stop in the order in which a
price that moves against the position reaches them, then order and target likewise. Then comes what opens. An
entry that fills inside the bar has its stop held against the bar's worst price, which may have come before
it; its target and its trail look at the close alone, for the best price may have too.
"""

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import FillReason
from runtime.engine.matching import price_at_open, price_in_bar
from runtime.engine.order_terms import ENTRY, EXIT, RESTING, end_day, expire, is_active, meet_bar
from runtime.engine.state import Market, State
from runtime.engine.stop_distances import follow_trail
from runtime.engine.stops import nearest_stop, stop_of_bar, target_of
from runtime.engine.waiting_fills import STOP, fill_closing, fill_opening
from runtime.portfolio.money import market_price, price_units
from runtime.portfolio.positions import side_of
from runtime.portfolio.records import Record
from runtime.risk.trailing_stop import moved_extreme
from stdlib.jit import inlined, outlined


# Copies of what `check_stops` has inlined: here they are called from several places, and rarely.
@outlined
def _nearest_stop(policy: Record, position: Record, side: int, instrument: Record) -> tuple[int, int]:
    return nearest_stop(policy, position, side, instrument)


@outlined
def _stop_of_bar(
    policy: Record, position: Record, instrument: Record, rates: Record, open_: int, high: int, low: int
) -> tuple[int, int]:
    return stop_of_bar(policy, position, instrument, rates, open_, high, low)


@outlined
def _market_price(price: int, side: int, instrument: Record, rates: Record) -> int:
    return market_price(price, side, instrument, rates)


@outlined
def _comes_first(
    policy: Record, position: Record, terms: Record, instrument: Record, high: int, low: int
) -> bool:
    """Return whether the closing order with a price fills before the stop or target of the position does."""
    side = side_of(position)
    stop, _ = _nearest_stop(policy, position, side, instrument)
    stopped = stop > 0 and ((low if side > 0 else high) - stop) * side <= 0
    waits_for_stop = terms.type == OrderType.STOP or terms.type == OrderType.STOP_LIMIT
    if waits_for_stop and not terms.triggered:
        return not stopped or (terms.stop - stop) * side > 0
    target = target_of(policy, position, side, instrument)
    return not stopped and (target == 0 or (terms.limit - target) * side <= 0)


@inlined
def _price_at_open(market: Market, state: State, symbol: int, row: int, which: int, side: int) -> int:
    """Return the price at which this order fills at the open, 0: it does not."""
    terms = state.placed[symbol, which]
    instrument = market.listings[symbol].instrument
    opened = price_units(market.buy[row] if side > 0 else market.sell[row], instrument)
    new_day = market.row_day[row] != market.row_day[terms.decided_row]
    return price_at_open(terms, side, opened, new_day, instrument, market.policy[0].rates)


@inlined
def _end_after_open(market: Market, state: State, account: int, symbol: int, row: int, which: int) -> None:
    """End what is left of an order that was for this open alone."""
    order = state.orders[symbol]
    terms = state.placed[symbol, which]
    new_day = market.row_day[row] != market.row_day[terms.decided_row]
    for_this_open = terms.tif >= TimeInForce.IOC or (terms.type == OrderType.OPEN and new_day)
    if for_this_open and is_active(order, which):
        expire(order, terms, which, state.ledgers[account], state.drops[symbol])


@outlined
def exits_at_open(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """End what does not hold for this bar, and let the closing orders of a symbol meet the open."""
    order = state.orders[symbol]
    ledger = state.ledgers[account]
    meet_bar(order, state.placed[symbol], ledger, state.drops[symbol], market.row_day[row])
    for which in (EXIT, RESTING):
        if not is_active(order, which):
            continue
        side = -side_of(state.positions[symbol])
        price = _price_at_open(market, state, symbol, row, which, side)
        if price > 0:
            reason = order.close_reason if which == EXIT else FillReason.SIGNAL.value
            fill_closing(market, state, account, symbol, which, price, reason, row, slot)
        _end_after_open(market, state, account, symbol, row, which)


@outlined
def entry_at_open(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Let the opening order of a symbol meet the open."""
    order = state.orders[symbol]
    if not is_active(order, ENTRY):
        return
    price = _price_at_open(market, state, symbol, row, ENTRY, order.open_side)
    if price > 0:
        fill_opening(market, state, account, symbol, price, row, slot)
    _end_after_open(market, state, account, symbol, row, ENTRY)


@outlined
def in_bar(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Let a symbol's orders with a price, and its stops, meet what the bar went through."""
    order = state.orders[symbol]
    position = state.positions[symbol]
    policy = market.policy[0]
    instrument = market.listings[symbol].instrument
    rates = market.policy[0].rates
    high = price_units(market.high[row], instrument)
    low = price_units(market.low[row], instrument)
    close = price_units(market.close[row], instrument)
    terms = state.placed[symbol, RESTING]
    if order.rest_quantity > 0 and _comes_first(policy, position, terms, instrument, high, low):
        price = price_in_bar(terms, -side_of(position), high, low, close, instrument, rates)
        if price > 0:
            reason = FillReason.SIGNAL.value
            fill_closing(market, state, account, symbol, RESTING, price, reason, row, slot)
    if policy.has_stops and position.quantity != 0:
        open_ = price_units(market.open[row], instrument)
        price, reason = _stop_of_bar(policy, position, instrument, rates, open_, high, low)
        if price > 0:
            fill_closing(market, state, account, symbol, STOP, price, reason, row, slot)
        else:
            position.extreme = moved_extreme(position.extreme, side_of(position), high, low)
            if policy.has_distances:
                follow_trail(market, state, symbol, row)
    was_flat = position.quantity == 0
    if order.open_side != 0:
        terms = state.placed[symbol, ENTRY]
        price = price_in_bar(terms, order.open_side, high, low, close, instrument, rates)
        if price > 0:
            fill_opening(market, state, account, symbol, price, row, slot)
    if policy.has_stops and was_flat and position.quantity != 0:
        side = side_of(position)
        stop, reason = _nearest_stop(policy, position, side, instrument)
        if stop > 0 and ((low if side > 0 else high) - stop) * side <= 0:
            price = _market_price(stop, -side, instrument, rates)
            fill_closing(market, state, account, symbol, STOP, price, reason, row, slot)
        else:
            position.extreme = moved_extreme(position.extreme, side, close, close)
            if policy.has_distances:
                follow_trail(market, state, symbol, row)


@inlined
def _is_for_this_close(market: Market, state: State, symbol: int, row: int, which: int) -> bool:
    active = is_active(state.orders[symbol], which)
    return bool(active and market.ends_day[row] and state.placed[symbol, which].type == OrderType.CLOSE)


@outlined
def exit_at_close(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill a closing order that is for the closing auction."""
    if _is_for_this_close(market, state, symbol, row, RESTING):
        instrument = market.listings[symbol].instrument
        close = price_units(market.close[row], instrument)
        side = -side_of(state.positions[symbol])
        price = _market_price(close, side, instrument, market.policy[0].rates)
        fill_closing(market, state, account, symbol, RESTING, price, FillReason.SIGNAL.value, row, slot)


@outlined
def entry_at_close(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Fill an opening order that is for the closing auction; end what holds for the day."""
    order = state.orders[symbol]
    if _is_for_this_close(market, state, symbol, row, ENTRY):
        instrument = market.listings[symbol].instrument
        close = price_units(market.close[row], instrument)
        price = _market_price(close, order.open_side, instrument, market.policy[0].rates)
        position = state.positions[symbol]
        was_flat = position.quantity == 0
        fill_opening(market, state, account, symbol, price, row, slot)
        if market.policy[0].has_distances and was_flat and position.quantity != 0:
            follow_trail(market, state, symbol, row)
    if market.ends_day[row]:
        end_day(order, state.placed[symbol], state.ledgers[account], state.drops[symbol])
