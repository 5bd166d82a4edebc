"""A bar against the orders that wait in it and the stops of the position: in time order, else the worse.

First what closes: the order with a price and the stop in the order in which a price that moves against the
position reaches them, then limit and target likewise. Then what opens. An entry that fills inside the bar
has its stop held against the bar's worst price, which may have come before it; its target and its trail look
at the close alone, for the best price may have.
"""

from runtime.domain.orders import OrderType
from runtime.engine.state import Market, State
from runtime.engine.stops import move_trail, nearest_stop, stop_of_bar, target_of
from runtime.engine.terms import RESTING
from runtime.engine.waiting_entries import entry_in_bar
from runtime.engine.waiting_exits import close_on_stop, exit_in_bar
from runtime.portfolio.money import market_price, price_units
from runtime.portfolio.positions import side_of
from runtime.risk.trailing_stop import moved_extreme
from stdlib.jit import inlined, outlined


@inlined
def _comes_first(market: Market, state: State, symbol: int, row: int) -> bool:
    """Return whether the closing order with a price fills before the stop or target of the position does."""
    position = state.positions[symbol]
    terms = state.terms[symbol, RESTING]
    instrument = market.listings[symbol].instrument
    side = side_of(position)
    worst = price_units(market.low[row] if side > 0 else market.high[row], instrument)
    stop, _ = nearest_stop(market, position, side, instrument)
    stopped = stop > 0 and (worst - stop) * side <= 0
    waits_for_stop = terms.type == OrderType.STOP or terms.type == OrderType.STOP_LIMIT
    if waits_for_stop and not terms.triggered:
        return not stopped or (terms.stop - stop) * side > 0
    target = target_of(market, position, side, instrument)
    return not stopped and (target == 0 or (terms.limit - target) * side <= 0)


@inlined
def _check_entry_bar(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Hold the stop of an entry inside this bar against it; the trail moves by what came after the entry."""
    position = state.positions[symbol]
    instrument = market.listings[symbol].instrument
    side = side_of(position)
    worst = price_units(market.low[row] if side > 0 else market.high[row], instrument)
    stop, reason = nearest_stop(market, position, side, instrument)
    if stop > 0 and (worst - stop) * side <= 0:
        price = market_price(stop, -side, instrument, market.policy[0].rates)
        close_on_stop(market, state, account, symbol, price, reason, row, slot)
        return
    close = price_units(market.close[row], instrument)
    position.extreme = moved_extreme(position.extreme, side, close, close)


@outlined
def bar_with_orders(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Hold the position, its stops and the waiting orders of a symbol against what the bar went through."""
    position = state.positions[symbol]
    order = state.orders[symbol]
    instrument = market.listings[symbol].instrument
    if order.rest_quantity > 0 and _comes_first(market, state, symbol, row):
        exit_in_bar(market, state, account, symbol, row, slot)
    if position.quantity != 0 and market.policy[0].has_stops:
        price, reason = stop_of_bar(market, position, instrument, row)
        if price > 0:
            close_on_stop(market, state, account, symbol, price, reason, row, slot)
        else:
            move_trail(market, position, instrument, row)
    if order.open_side != 0:
        was_flat = position.quantity == 0
        entry_in_bar(market, state, account, symbol, row, slot)
        if was_flat and position.quantity != 0 and market.policy[0].has_stops:
            _check_entry_bar(market, state, account, symbol, row, slot)
