"""How an order that may wait was placed, and what has become of it."""

from typing import Any

import numpy as np

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop
from runtime.engine.orders import count_in, end_opening_order
from runtime.portfolio.money import market_price, tick_down, tick_up
from runtime.portfolio.records import Record, Records
from stdlib.jit import inlined, outlined

TERMS = np.dtype(
    [
        ("type", np.int64),  # OrderType
        ("tif", np.int64),  # TimeInForce
        ("limit", np.int64),  # price units
        ("stop", np.int64),
        ("filled", np.int64),  # quantity units so far
        ("rule", np.int64),
        ("decided_row", np.int64),
        ("live_day", np.int64),  # trading day of the first bar it met, NOT_LIVE: none yet
        ("triggered", np.bool_),  # its stop was reached
    ],
    align=True,
)

ENTRY, EXIT, RESTING = 0, 1, 2  # columns of `State.placed`; the third is a closing order with a price
NOT_LIVE = -(1 << 62)
_NEARLY = 1e-6  # of a price unit: what float arithmetic may have added to a price


@inlined
def set_terms(terms: Record, type: int, tif: int, limit: int, stop: int, rule: int, row: int) -> None:
    """Place an order: it is live from the next bar on that is no halt."""
    terms.type = type
    terms.tif = tif
    terms.limit = limit
    terms.stop = stop
    terms.filled = 0
    terms.rule = rule
    terms.decided_row = row
    terms.live_day = NOT_LIVE
    terms.triggered = False


@inlined
def set_market_terms(terms: Record, tif: int, rule: int, row: int) -> None:
    """Place a market order."""
    set_terms(terms, OrderType.MARKET.value, tif, 0, 0, rule, row)


@inlined
def _on_grid(price: float, up: bool, instrument: Record) -> int:
    """Return a computed price on the ticks, rounded up or down; 0 where it is na or not above zero."""
    units = price * instrument.price_scale
    if not 0.0 < units < 2.0**62:
        return 0
    if up:
        return tick_up(int(np.ceil(units - _NEARLY)), instrument.tick)
    return tick_down(int(np.floor(units + _NEARLY)), instrument.tick)


@inlined
def place(
    rule: Record, payload: Any, terms: Record, index: int, side: int, instrument: Record, row: int
) -> bool:
    """Place the order of a rule at the prices of this row; return False where one of them is not known.

    A buying limit rounds down to the ticks and a selling one up, a buying stop up and a selling one down:
    none is ever better for the trader than what the program says.
    """
    limit = 0
    stop = 0
    if rule.type == OrderType.LIMIT or rule.type == OrderType.STOP_LIMIT:
        price = rule.limit if rule.limit_payload < 0 else payload[rule.limit_payload, row]
        limit = _on_grid(price, side < 0, instrument)
        if limit == 0:
            return False
    if rule.type == OrderType.STOP or rule.type == OrderType.STOP_LIMIT:
        price = rule.stop if rule.stop_payload < 0 else payload[rule.stop_payload, row]
        stop = _on_grid(price, side > 0, instrument)
        if stop == 0:
            return False
    set_terms(terms, rule.type, rule.tif, limit, stop, index, row)
    return True


@inlined
def price_to_size_at(terms: Record, close: int, side: int, instrument: Record, rates: Record) -> int:
    """Return the price at which an order is sized and its cash set aside.

    It is the limit where there is one, else the price at which the order would fill now.
    """
    if terms.type == OrderType.LIMIT or terms.type == OrderType.STOP_LIMIT:
        return int(terms.limit)
    if terms.type == OrderType.BEST:
        return close
    reached = terms.stop if terms.type == OrderType.STOP else close
    return market_price(reached, side, instrument, rates)


@inlined
def is_active(order: Record, which: int) -> bool:
    """Return whether there is such an order."""
    if which == ENTRY:
        return bool(order.open_side != 0)
    if which == EXIT:
        return bool(order.close_quantity > 0)
    return bool(order.rest_quantity > 0)


@outlined
def expire(order: Record, terms: Record, which: int, ledger: Record, tallies: Records) -> None:
    """End an order whose time is over, and count it."""
    drop = Drop.EXPIRED.value if terms.filled == 0 else Drop.PART_FILLED.value
    count_in(tallies, drop, terms.decided_row)
    if which == ENTRY:
        end_opening_order(ledger, order)
    elif which == EXIT:
        order.close_quantity = 0
    else:
        order.rest_quantity = 0


@inlined
def _holds_for_day(terms: Record) -> bool:
    """Return whether the order ends with the day; that of an opening auction may wait for the next one."""
    return bool(terms.tif == TimeInForce.DAY and terms.type != OrderType.OPEN)


@outlined
def meet_bar(order: Record, placed: Records, ledger: Record, tallies: Records, day: int) -> None:
    """Make orders live that meet their first bar; end those of an earlier day."""
    for which in range(3):
        terms = placed[which]
        if not is_active(order, which):
            continue
        if terms.live_day == NOT_LIVE:
            terms.live_day = day
        elif _holds_for_day(terms) and terms.live_day != day:
            expire(order, terms, which, ledger, tallies)


@outlined
def end_day(order: Record, placed: Records, ledger: Record, tallies: Records) -> None:
    """End what holds for a day, at the close of its last bar."""
    for which in range(3):
        terms = placed[which]
        if is_active(order, which) and terms.live_day != NOT_LIVE and _holds_for_day(terms):
            expire(order, terms, which, ledger, tallies)
