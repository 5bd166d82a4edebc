"""Stops and targets inside a bar, from the fill on, the entry bar included."""

from runtime.domain.outcome import FillReason
from runtime.engine.fills import execute
from runtime.engine.state import Market, State
from runtime.engine.stop_distances import follow_trail
from runtime.portfolio.money import market_price, price_away, price_units
from runtime.portfolio.positions import side_of
from runtime.portfolio.records import Record
from runtime.risk.stop_loss import stop_loss_price
from runtime.risk.take_profit import take_profit_price
from runtime.risk.trailing_stop import moved_extreme, trailing_stop_price
from stdlib.jit import inlined, outlined


@inlined
def nearest_stop(policy: Record, position: Record, side: int, instrument: Record) -> tuple[int, int]:
    """Return the price of the stop that is reached first, 0 where there is none, and its reason."""
    stop = 0
    if policy.stop_loss >= 0:
        stop = stop_loss_price(position.average_price, side, policy.stop_loss, instrument.tick)
    elif policy.stop_loss_distance >= 0:
        stop = price_away(position.average_price, -side * position.stop_distance, instrument.tick)
    trail = 0
    if policy.trailing_stop >= 0:
        trail = trailing_stop_price(position.extreme, side, policy.trailing_stop, instrument.tick)
    elif policy.trailing_stop_distance >= 0:
        trail = price_away(position.extreme, -side * position.trail_distance, instrument.tick)
    if trail > 0 and (stop == 0 or (trail - stop) * side > 0):
        return trail, FillReason.TRAILING_STOP.value
    return stop, FillReason.STOP_LOSS.value


@inlined
def target_of(policy: Record, position: Record, side: int, instrument: Record) -> int:
    """Return the price of the target, 0 where there is none."""
    if policy.take_profit >= 0:
        return take_profit_price(position.average_price, side, policy.take_profit, instrument.tick)
    if policy.take_profit_distance >= 0:
        return price_away(position.average_price, side * position.target_distance, instrument.tick)
    return 0


@inlined
def stop_of_bar(
    policy: Record, position: Record, instrument: Record, rates: Record, open_: int, high: int, low: int
) -> tuple[int, int]:
    """Return the price at which a bar reaches the stop or the target, 0: neither; and the reason.

    In time order: an open beyond the stop or the target fills there; then the worse, for a bar does not say
    which came first: the stop, known from earlier bars, before the target. A stop becomes a market order
    (slippage), a target is a limit order (none).
    """
    side = side_of(position)
    worst = low if side > 0 else high
    best = high if side > 0 else low
    stop, reason = nearest_stop(policy, position, side, instrument)
    target = target_of(policy, position, side, instrument)
    if stop > 0 and (open_ - stop) * side <= 0:
        return market_price(open_, -side, instrument, rates), reason
    if target > 0 and (open_ - target) * side >= 0:
        return open_, FillReason.TAKE_PROFIT.value
    if stop > 0 and (worst - stop) * side <= 0:
        return market_price(stop, -side, instrument, rates), reason
    if target > 0 and (best - target) * side >= 0:
        return target, FillReason.TAKE_PROFIT.value
    return 0, reason


@outlined
def check_stops(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Close the position where this bar reaches its stop or its target; else let the trail move."""
    position = state.positions[symbol]
    policy = market.policy[0]
    instrument = market.listings[symbol].instrument
    rates = market.policy[0].rates
    side = side_of(position)
    open_ = price_units(market.open[row], instrument)
    high = price_units(market.high[row], instrument)
    low = price_units(market.low[row], instrument)
    price, reason = stop_of_bar(policy, position, instrument, rates, open_, high, low)
    if price == 0:
        position.extreme = moved_extreme(position.extreme, side, high, low)
        if policy.has_distances:
            follow_trail(market, state, symbol, row)
        return
    execute(market, state, account, symbol, -side, abs(position.quantity), price, reason, -1, row, slot)
