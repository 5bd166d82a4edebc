"""How an order that may wait was placed, and what has become of it."""

import numpy as np

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop
from runtime.engine.orders import count_drop, end_opening_order
from runtime.engine.state import Market, State
from runtime.portfolio.money import tick_down, tick_up
from runtime.portfolio.records import Record
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

ENTRY, EXIT, RESTING = 0, 1, 2  # columns of `State.terms`; the third is a closing order with a price
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


@outlined
def units_up(price: float, scale: float) -> int:
    """Return a computed price, or a distance, in whole price units, rounded up; 0 where it is unknown."""
    units = price * scale
    if not 0.0 < units < 2.0**62:
        return 0
    return int(np.ceil(units - _NEARLY))


@outlined
def units_down(price: float, scale: float) -> int:
    """Return a computed price in whole price units, rounded down; 0 where it is unknown."""
    units = price * scale
    if not 0.0 < units < 2.0**62:
        return 0
    return int(np.floor(units + _NEARLY))


@inlined
def price_of(market: Market, payload: int, fixed: float, row: int) -> float:
    """Return a price that a rule gives, as it was at the deciding bar."""
    if payload < 0:
        return fixed
    return float(market.payload[payload, row])


@outlined
def place(market: Market, terms: Record, index: int, side: int, instrument: Record, row: int) -> bool:
    """Place the order of a rule at its prices; return False where one of them is not known.

    A buying limit rounds down to the ticks and a selling one up, a buying stop up and a selling one down:
    none is ever better for the trader than what the program says.
    """
    rule = market.rules[index]
    limit = 0
    stop = 0
    if rule.type == OrderType.LIMIT or rule.type == OrderType.STOP_LIMIT:
        price = price_of(market, rule.limit_payload, rule.limit, row)
        rounded = (
            units_down(price, instrument.price_scale) if side > 0 else units_up(price, instrument.price_scale)
        )
        if rounded == 0:
            return False
        limit = tick_down(rounded, instrument.tick) if side > 0 else tick_up(rounded, instrument.tick)
    if rule.type == OrderType.STOP or rule.type == OrderType.STOP_LIMIT:
        price = price_of(market, rule.stop_payload, rule.stop, row)
        rounded = (
            units_up(price, instrument.price_scale) if side > 0 else units_down(price, instrument.price_scale)
        )
        if rounded == 0:
            return False
        stop = tick_up(rounded, instrument.tick) if side > 0 else tick_down(rounded, instrument.tick)
    set_terms(terms, rule.type, rule.tif, limit, stop, index, row)
    return True


@inlined
def is_active(order: Record, which: int) -> bool:
    """Return whether there is such an order."""
    if which == ENTRY:
        return bool(order.open_side != 0)
    if which == EXIT:
        return bool(order.close_quantity > 0)
    return bool(order.rest_quantity > 0)


@outlined
def expire(state: State, account: int, symbol: int, which: int) -> None:
    """End an order whose time is over, and count it."""
    order = state.orders[symbol]
    terms = state.terms[symbol, which]
    drop = Drop.EXPIRED.value if terms.filled == 0 else Drop.PART_FILLED.value
    count_drop(state, symbol, drop, terms.decided_row)
    if which == ENTRY:
        end_opening_order(state.ledgers[account], order)
    elif which == EXIT:
        order.close_quantity = 0
    else:
        order.rest_quantity = 0


@outlined
def meet_bar(market: Market, state: State, account: int, symbol: int, row: int) -> None:
    """Make orders live that meet their first bar; end those of an earlier day."""
    order = state.orders[symbol]
    for which in range(3):
        if not is_active(order, which):
            continue
        terms = state.terms[symbol, which]
        if terms.live_day == NOT_LIVE:
            terms.live_day = market.row_day[row]
        elif holds_for_day(terms) and terms.live_day != market.row_day[row]:
            expire(state, account, symbol, which)


@inlined
def holds_for_day(terms: Record) -> bool:
    """Return whether the order ends with the day; that of an opening auction may wait for the next one."""
    return bool(terms.tif == TimeInForce.DAY and terms.type != OrderType.OPEN)


@outlined
def end_day(market: Market, state: State, account: int, symbol: int, row: int) -> None:
    """End what holds for a day, at the close of its last bar."""
    if not market.ends_day[row]:
        return
    order = state.orders[symbol]
    for which in range(3):
        terms = state.terms[symbol, which]
        if is_active(order, which) and terms.live_day != NOT_LIVE and holds_for_day(terms):
            expire(state, account, symbol, which)
