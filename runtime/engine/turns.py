"""Who comes first where cash or a limit is not enough for all: the largest priority, then universe order."""

import math

from runtime.engine.state import Market, State
from stdlib.jit import inlined, outlined


@inlined
def priority_at(market: Market, row: int) -> float:
    """Return the priority of an entry decided at this row; an unknown one comes last."""
    payload = market.policy[0].priority
    if payload < 0:
        return 0.0
    value = market.payload[payload, row]
    return -math.inf if math.isnan(value) else float(value)


@inlined
def opening_turn(state: State, count: int) -> int:
    """Queue the opening orders of the active symbols, oldest decision first; return how many.

    Equal ages take turns by priority, else keep universe order, in which the active symbols stand.
    """
    length = 0
    for k in range(count):
        symbol = state.lists[k].active
        if state.lists[k].row < 0 or state.orders[symbol].open_side == 0:
            continue
        place = length
        while place > 0 and _is_before(state, symbol, state.lists[state.lists[place - 1].queued].active):
            state.lists[place].queued = state.lists[place - 1].queued
            place -= 1
        state.lists[place].queued = k
        length += 1
    return length


@inlined
def _is_before(state: State, symbol: int, other: int) -> bool:
    mine = state.orders[symbol]
    theirs = state.orders[other]
    if mine.decided_slot != theirs.decided_slot:
        return bool(mine.decided_slot < theirs.decided_slot)
    return bool(mine.priority > theirs.priority)


@outlined
def deciding_turn(market: Market, state: State, count: int) -> None:
    """Queue the active symbols by the priority that their entries have at this close.

    Sorted in place (Shell, 1959): a market of thousands may decide at one close.
    """
    for k in range(count):
        row = state.lists[k].row
        state.lists[k].priority = priority_at(market, row) if row >= 0 else -math.inf
        state.lists[k].queued = k
    gap = count
    while gap > 1:
        gap = max(gap * 5 // 11, 1)
        for k in range(gap, count):
            moved = state.lists[k].queued
            place = k
            while place >= gap and _decides_before(state, moved, state.lists[place - gap].queued):
                state.lists[place].queued = state.lists[place - gap].queued
                place -= gap
            state.lists[place].queued = moved


@inlined
def _decides_before(state: State, k: int, other: int) -> bool:
    mine = state.lists[k].priority
    theirs = state.lists[other].priority
    return bool(mine > theirs or (mine == theirs and k < other))
