"""How much: the quantity a rule asks for, and what limits and cash leave of it."""

from typing import Any

import numpy as np

from runtime.domain.grid import RATIO_SCALE
from runtime.domain.outcome import Drop
from runtime.domain.rules import QuantityKind
from runtime.engine.state import Market
from runtime.portfolio.money import (
    LARGEST,
    largest_quantity,
    market_price,
    muldiv,
    notional,
    outlay,
    price_units,
)
from runtime.portfolio.records import Record
from stdlib.jit import inlined


@inlined
def amount_of(rule: Record, payload: Any, row: int, instrument: Record, cash_scale: int) -> int:
    """Return the rule's amount in its kind's units, from its constant or from the payload at this row.

    Raises:
        OverflowError: a payload's amount does not fit.
    """
    if rule.payload < 0:
        return int(rule.value)
    amount = payload[rule.payload, row]
    if rule.kind == QuantityKind.NOTIONAL:
        amount = np.floor(amount * float(cash_scale))
    elif rule.kind == QuantityKind.SHARES:
        amount = np.floor(amount * instrument.quantity_scale)
    else:
        amount = np.rint(amount * float(RATIO_SCALE))
    if not amount > 0.0:  # NaN is no amount
        return 0
    if amount >= LARGEST:
        raise OverflowError("a quantity does not fit into 62 bits")
    return int(amount)


@inlined
def closing_quantity(
    market: Market, rule: Record, amount: int, left: int, side: int, instrument: Record, row: int
) -> int:
    """Return how much of the `left` part of a position the rule closes; `side` is that of the fill."""
    lot: int = instrument.lot
    if rule.kind == QuantityKind.ALL:
        return left
    if rule.kind == QuantityKind.SHARES:
        return min(amount // lot * lot, left)
    if rule.kind == QuantityKind.NOTIONAL:
        policy = market.policy[0]
        price = market_price(price_units(market.close[row], instrument), side, instrument, policy.rates)
        return min(largest_quantity(amount, price, side, instrument, policy.free_of_cost), left)
    if amount >= RATIO_SCALE:
        return left
    return muldiv(left, amount, RATIO_SCALE) // lot * lot


@inlined
def opening_quantity(
    kind: int,
    amount: int,
    equity: int,
    free: int,
    room: int,
    cut: int,
    price: int,
    side: int,
    instrument: Record,
    rates: Record,
    free_of_cost: Record,
) -> tuple[int, int]:
    """Return (quantity, drops): what can be opened at this price, and a bit per `Drop` of what cut it.

    A percentage (Kelly's too) bounds the notional; that the equity also pays the fees is part of its
    meaning, not a cut. Then the strictest limit cuts, to a notional of `room` (-1: there is none): `cut` is
    its `Drop`, and the one after it where it leaves nothing. Then the free cash. Amounts are in cash units.
    """
    lot: int = instrument.lot
    if kind == QuantityKind.ALL:
        quantity = largest_quantity(free, price, side, instrument, rates)
        if quantity == 0:
            return 0, 1 << Drop.CASH_SHORT.value
    elif kind == QuantityKind.SHARES:
        quantity = amount // lot * lot
    elif kind == QuantityKind.NOTIONAL:
        quantity = largest_quantity(amount, price, side, instrument, free_of_cost)
    else:
        if kind == QuantityKind.KELLY and amount <= 0:
            return 0, 1 << Drop.KELLY_ZERO.value
        budget = muldiv(max(equity, 0), amount, RATIO_SCALE)
        quantity = largest_quantity(budget, price, side, instrument, free_of_cost)
    if quantity <= 0:
        return 0, 1 << Drop.SIZE_ZERO.value
    drops = 0
    paid = outlay(price, quantity, side, instrument, rates)
    if paid > equity and (kind == QuantityKind.PERCENT_OF_EQUITY or kind == QuantityKind.KELLY):
        quantity = largest_quantity(equity, price, side, instrument, rates)
        if quantity == 0:
            return 0, 1 << Drop.SIZE_ZERO.value
        paid = outlay(price, quantity, side, instrument, rates)
    if room >= 0 and notional(price, quantity, instrument) > room:
        quantity = largest_quantity(room, price, side, instrument, free_of_cost)
        if quantity == 0:
            return 0, 1 << (cut + 1)
        drops |= 1 << cut
        paid = outlay(price, quantity, side, instrument, rates)
    if paid > free:
        quantity = largest_quantity(free, price, side, instrument, rates)
        if quantity == 0:
            return 0, 1 << Drop.CASH_SHORT.value
        drops |= 1 << Drop.CASH_CUT.value
    return quantity, drops
