"""What the limits of a strategy leave of an entry: whether it may be, and how large."""

from runtime.domain.outcome import Drop
from runtime.engine.marks import exposure_of, positions_of
from runtime.engine.state import Market, State
from runtime.engine.stop_distances import are_known
from runtime.portfolio.money import notional
from runtime.portfolio.records import Record
from runtime.risk.max_exposure import exposure_room
from runtime.risk.max_position_size import position_room
from stdlib.jit import inlined


@inlined
def denial(
    market: Market, state: State, ledger: Record, symbol: int, is_new: bool, row: int, slot: int
) -> int:
    """Return the `Drop` of the first limit that denies an entry, -1 where none does.

    `is_new` says that it makes a position, rather than adding to one.
    """
    policy = market.policy[0]
    if ledger.drawdown_locked:
        return int(Drop.MAX_DRAWDOWN.value)
    if policy.has_cooldown and slot < state.positions[symbol].ready_slot:
        return int(Drop.COOLDOWN.value)
    if policy.max_positions >= 0 and is_new and positions_of(state, ledger) >= policy.max_positions:
        return int(Drop.MAX_POSITIONS.value)
    if policy.has_distances and is_new and not are_known(market, symbol, row):
        return int(Drop.STOP_UNKNOWN.value)
    return -1


@inlined
def strictest_room(
    market: Market, state: State, ledger: Record, symbol: int, slot: int, price: int, equity: int
) -> tuple[int, int]:
    """Return the notional (cash units) that limits leave for an entry, -1: any, and the `Drop` of a cut by
    the strictest of them. Of equals it is the first: position size, symbol weight, exposure.

    The weight of a symbol is its value on the whole ledger: that of its position, while one strategy trades.
    """
    policy = market.policy[0]
    room, cut = -1, 0
    size, weight, exposure = policy.max_position_size, policy.max_symbol_weight, policy.max_exposure
    if size < 0 and weight < 0 and exposure < 0:
        return room, cut
    left = abs(state.positions[symbol].quantity) - state.orders[symbol].close_quantity
    held = 0 if left == 0 else notional(price, left, market.listings[symbol].instrument)
    if size >= 0:
        room, cut = position_room(equity, size, held), int(Drop.POSITION_CUT.value)
    if weight >= 0:
        more = position_room(equity, weight, held)
        if room < 0 or more < room:
            room, cut = more, int(Drop.WEIGHT_CUT.value)
    if exposure >= 0:
        at_open = bool(policy.size_at_fill)
        more = exposure_room(equity, exposure, exposure_of(market, state, ledger, slot, at_open))
        if room < 0 or more < room:
            room, cut = more, int(Drop.EXPOSURE_CUT.value)
    return room, cut
