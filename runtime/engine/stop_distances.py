"""Stops and targets at a distance in price: taken at the entry, a trail's anew at every bar."""

import numpy as np

from runtime.engine.state import Market, State
from runtime.portfolio.money import LARGEST
from stdlib.jit import inlined


@inlined
def _distance(market: Market, symbol: int, payload: int, row: int) -> int:
    """Return a distance in price units, rounded up; 0 where it is na or not above zero."""
    distance = market.payload[payload, row]
    if not distance > 0.0:
        return 0
    units = np.ceil(distance * market.listings[symbol].instrument.price_scale)
    return int(min(units, LARGEST / 4.0))


@inlined
def are_known(market: Market, symbol: int, row: int) -> bool:
    """Return whether every distance of the strategy is above zero at this row."""
    policy = market.policy[0]
    for payload in (policy.stop_loss_distance, policy.take_profit_distance, policy.trailing_stop_distance):
        if payload >= 0 and _distance(market, symbol, payload, row) == 0:
            return False
    return True


@inlined
def take_distances(market: Market, state: State, symbol: int, row: int) -> None:
    """Give the position that is about to be opened the distances of the row that decided it."""
    policy = market.policy[0]
    position = state.positions[symbol]
    if policy.stop_loss_distance >= 0:
        position.stop_distance = _distance(market, symbol, policy.stop_loss_distance, row)
    if policy.take_profit_distance >= 0:
        position.target_distance = _distance(market, symbol, policy.take_profit_distance, row)
    if policy.trailing_stop_distance >= 0:
        position.trail_distance = _distance(market, symbol, policy.trailing_stop_distance, row)


@inlined
def follow_trail(market: Market, state: State, symbol: int, row: int) -> None:
    """Take the trail's distance of this bar, for the next one on; an unknown one is passed over."""
    policy = market.policy[0]
    if policy.trailing_stop_distance >= 0:
        distance = _distance(market, symbol, policy.trailing_stop_distance, row)
        if distance > 0:
            state.positions[symbol].trail_distance = distance
