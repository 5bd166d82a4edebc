"""Stops and targets inside a bar, from the fill on, the entry bar included."""

from runtime.domain.outcome import FillReason
from runtime.engine.fills import execute
from runtime.engine.state import Market, State
from runtime.engine.stop_distances import follow_trail
from runtime.portfolio.money import market_price, price_away, price_units
from runtime.portfolio.positions import side_of
from runtime.risk.stop_loss import stop_loss_price
from runtime.risk.take_profit import take_profit_price
from runtime.risk.trailing_stop import moved_extreme, trailing_stop_price
from stdlib.jit import inlined


@inlined
def check_stops(market: Market, state: State, account: int, symbol: int, row: int, slot: int) -> None:
    """Close the position where this bar reaches its stop or its target; else let the trail move.

    In time order: an open beyond the stop or the target fills there; then the worse, for a bar does not say
    which came first: the stop, known from earlier bars, before the target. A stop becomes a market order
    (slippage), a target is a limit order (none).
    """
    position = state.positions[symbol]
    policy = market.policy[0]
    instrument = market.listings[symbol].instrument
    rates = market.policy[0].rates
    side = side_of(position)
    open_ = price_units(market.open[row], instrument)
    high = price_units(market.high[row], instrument)
    low = price_units(market.low[row], instrument)
    worst = low if side > 0 else high
    best = high if side > 0 else low

    has_stop = False
    stop = 0
    reason = FillReason.STOP_LOSS.value
    if policy.stop_loss >= 0:
        has_stop = True
        stop = stop_loss_price(position.average_price, side, policy.stop_loss, instrument.tick)
    elif policy.stop_loss_distance >= 0:
        has_stop = True
        stop = price_away(position.average_price, -side * position.stop_distance, instrument.tick)
    has_trail = policy.trailing_stop >= 0 or policy.trailing_stop_distance >= 0
    if has_trail:
        if policy.trailing_stop >= 0:
            trail = trailing_stop_price(position.extreme, side, policy.trailing_stop, instrument.tick)
        else:
            trail = price_away(position.extreme, -side * position.trail_distance, instrument.tick)
        if not has_stop or (trail - stop) * side > 0:
            has_stop = True
            stop = trail
            reason = FillReason.TRAILING_STOP.value
    has_target = policy.take_profit >= 0 or policy.take_profit_distance >= 0
    target = 0
    if policy.take_profit >= 0:
        target = take_profit_price(position.average_price, side, policy.take_profit, instrument.tick)
    elif has_target:
        target = price_away(position.average_price, side * position.target_distance, instrument.tick)

    if has_stop and (open_ - stop) * side <= 0:
        price = market_price(open_, -side, instrument, rates)
    elif has_target and (open_ - target) * side >= 0:
        price = open_
        reason = FillReason.TAKE_PROFIT.value
    elif has_stop and (worst - stop) * side <= 0:
        price = market_price(stop, -side, instrument, rates)
    elif has_target and (best - target) * side >= 0:
        price = target
        reason = FillReason.TAKE_PROFIT.value
    else:
        position.extreme = moved_extreme(position.extreme, side, high, low)
        if policy.has_distances:
            follow_trail(market, state, symbol, row)
        return
    execute(market, state, account, symbol, -side, abs(position.quantity), price, reason, -1, row, slot)
