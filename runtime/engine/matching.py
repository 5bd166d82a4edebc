"""At what price a bar fills an order: what bars say, and where they are silent the worse for the trader.

A limit order fills when the bar touches its price. A stop becomes a market order, at the open where that lies
beyond it. A stop-limit that is reached inside a bar fills there as a stop does, but never beyond its limit;
where the limit lies on the far side of the stop, only a close at or through it shows that it was met.
"""

from runtime.domain.orders import OrderType
from runtime.portfolio.money import market_price
from runtime.portfolio.records import Record
from stdlib.jit import outlined


@outlined
def price_at_open(
    terms: Record, side: int, opened: int, is_new_day: bool, instrument: Record, rates: Record
) -> int:
    """Return the price at which an open fills the order, 0 where it does not; `side` is that of the fill."""
    if terms.type == OrderType.MARKET or (terms.type == OrderType.OPEN and is_new_day):
        return market_price(opened, side, instrument, rates)
    if terms.type == OrderType.BEST:
        terms.type = OrderType.LIMIT.value
        terms.limit = opened
        return opened
    if terms.type == OrderType.STOP or terms.type == OrderType.STOP_LIMIT:
        terms.triggered = terms.triggered or (opened - terms.stop) * side >= 0
        if not terms.triggered:
            return 0
        if terms.type == OrderType.STOP:
            return market_price(opened, side, instrument, rates)
    elif terms.type != OrderType.LIMIT:
        return 0
    return opened if (opened - terms.limit) * side <= 0 else 0


@outlined
def price_in_bar(
    terms: Record, side: int, high: int, low: int, close: int, instrument: Record, rates: Record
) -> int:
    """Return the price at which a bar fills, after its open, the order that this left; 0: it does not."""
    far = high if side > 0 else low
    near = low if side > 0 else high
    if terms.type == OrderType.LIMIT or (terms.type == OrderType.STOP_LIMIT and terms.triggered):
        return int(terms.limit) if (near - terms.limit) * side <= 0 else 0
    if terms.type != OrderType.STOP and terms.type != OrderType.STOP_LIMIT:
        return 0
    if not terms.triggered and (far - terms.stop) * side < 0:
        return 0
    reached = terms.triggered
    terms.triggered = True
    if terms.type == OrderType.STOP:
        # Reached in an earlier bar, it is what that bar's volume left: it waits for an open.
        return 0 if reached else market_price(terms.stop, side, instrument, rates)
    price = market_price(terms.stop, side, instrument, rates)
    if (terms.stop - terms.limit) * side <= 0:
        return price if (price - terms.limit) * side <= 0 else int(terms.limit)
    return int(terms.limit) if (close - terms.limit) * side <= 0 else 0
