"""Stops and targets inside a bar, from the fill on, the entry bar included."""

from runtime.domain.outcome import FillReason
from runtime.engine.fills import execute
from runtime.engine.state import Market, State
from runtime.engine.terms import units_up
from runtime.portfolio.money import market_price, price_units
from runtime.portfolio.positions import side_of
from runtime.portfolio.records import Record
from runtime.risk.distance import stop_at_distance, target_at_distance
from runtime.risk.stop_loss import stop_loss_price
from runtime.risk.take_profit import take_profit_price
from runtime.risk.trailing_stop import moved_extreme, trailing_stop_price
from stdlib.jit import inlined


@inlined
def nearest_stop(market: Market, position: Record, side: int, instrument: Record) -> tuple[int, int]:
    """Return the price of the stop that is reached first, 0 where there is none, and its reason."""
    policy = market.policy[0]
    stop = 0
    reason = FillReason.STOP_LOSS.value
    if policy.stop_loss >= 0:
        stop = stop_loss_price(position.average_price, side, policy.stop_loss, instrument.tick)
    elif policy.stop_payload >= 0:
        stop = stop_at_distance(position.average_price, side, position.stop_distance, instrument.tick)
    trail = 0
    if policy.trailing_stop >= 0:
        trail = trailing_stop_price(position.extreme, side, policy.trailing_stop, instrument.tick)
    elif policy.trail_payload >= 0:
        trail = stop_at_distance(position.extreme, side, position.trail_distance, instrument.tick)
    if trail > 0 and (stop == 0 or (trail - stop) * side > 0):
        return trail, FillReason.TRAILING_STOP.value
    return stop, reason


@inlined
def target_of(market: Market, position: Record, side: int, instrument: Record) -> int:
    """Return the price of the target, 0 where there is none."""
    policy = market.policy[0]
    if policy.take_profit >= 0:
        return take_profit_price(position.average_price, side, policy.take_profit, instrument.tick)
    if policy.target_payload >= 0:
        return target_at_distance(position.average_price, side, position.target_distance, instrument.tick)
    return 0


@inlined
def stop_of_bar(market: Market, position: Record, instrument: Record, row: int) -> tuple[int, int]:
    """Return the price at which this bar reaches the stop or the target, and the reason; 0: neither.

    In time order: an open beyond the stop or the target fills there; then the worse, for a bar does not say
    which came first: the stop, known from earlier bars, before the target. A stop becomes a market order
    (slippage), a target is a limit order (none).
    """
    side = side_of(position)
    rates = market.policy[0].rates
    open_ = price_units(market.open[row], instrument)
    worst = price_units(market.low[row] if side > 0 else market.high[row], instrument)
    best = price_units(market.high[row] if side > 0 else market.low[row], instrument)
    stop, reason = nearest_stop(market, position, side, instrument)
    target = target_of(market, position, side, instrument)
    if stop > 0 and (open_ - stop) * side <= 0:
        return market_price(open_, -side, instrument, rates), reason
    if target > 0 and (open_ - target) * side >= 0:
        return open_, FillReason.TAKE_PROFIT.value
    if stop > 0 and (worst - stop) * side <= 0:
        return market_price(stop, -side, instrument, rates), reason
    if target > 0 and (best - target) * side >= 0:
        return target, FillReason.TAKE_PROFIT.value
    return 0, reason


@inlined
def move_trail(market: Market, position: Record, instrument: Record, row: int) -> None:
    """Let the trail follow what this bar reached."""
    high = price_units(market.high[row], instrument)
    low = price_units(market.low[row], instrument)
    position.extreme = moved_extreme(position.extreme, side_of(position), high, low)


@inlined
def check_stops(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Close the position where this bar reaches its stop or its target; else let the trail move."""
    position = state.positions[symbol]
    instrument = market.listings[symbol].instrument
    price, reason = stop_of_bar(market, position, instrument, row)
    if price == 0:
        move_trail(market, position, instrument, row)
        return
    side = -side_of(position)
    execute(market, state, account, symbol, side, abs(position.quantity), price, reason, -1, row, slot)


@inlined
def reread_trail(market: Market, state: State, symbol: int, row: int) -> None:
    """Take over the trail's distance as of this close; one that is not known leaves it as it was."""
    instrument = market.listings[symbol].instrument
    distance = units_up(market.payload[market.policy[0].trail_payload, row], instrument.price_scale)
    if distance > 0:
        state.positions[symbol].trail_distance = distance
