"""Exact money: the one place where a product of integers is brought back onto a grid.

Everything rounds down: a notional and each fee lose what is below one cash unit. Where that is the smallest
coin, fees are cut off as Korean brokers do (원 단위 절사); where it is 1e-6, no report shows it.
"""

import numpy as np

from runtime.domain.grid import RATIO_SCALE
from runtime.portfolio.records import Record
from stdlib.jit import inlined, outlined

LARGEST = 2.0**62  # results stay below, so that the sum of two of them still fits an int64

# The facts about a symbol that turn price and quantity into money: notional = price * quantity * numerator /
# denominator in cash units, the fraction in lowest terms.
INSTRUMENT = np.dtype(
    [
        ("price_scale", np.float64),
        ("tick", np.int64),
        ("lot", np.int64),
        ("quantity_scale", np.float64),
        ("numerator", np.int64),
        ("denominator", np.int64),
    ],
    align=True,
)

RATES = np.dtype(
    [
        (name, np.int64)
        for name in ("buy_commission", "sell_commission", "sell_tax", "slippage", "slippage_ticks")
    ],
    align=True,
)


@inlined
def muldiv(a: int, b: int, c: int) -> int:
    """Return floor(a * b / c), exact, for c > 0, where a * b may need 128 bits.

    The float estimate of the quotient q takes five roundings, so it is off by less than |q| 2^-50, and one
    more from dropping its fraction. The remainder a * b - estimate * c is therefore smaller in size than
    c (1 + |q| 2^-50): where that is below 2^63 the wrapping 64-bit arithmetic gives it exactly, although
    both products wrap. |q| < 2^62 and c < 2^48 always suffice, since (2 + 2^12) 2^48 < 2^63; a larger c
    does for a smaller q.

    Raises:
        OverflowError: the condition does not hold, or |q| reaches 2^62.
    """
    a, b, c = int(a), int(b), int(c)  # plain Python would not wrap, but warn
    estimate = float(a) * float(b) / float(c)
    size = abs(estimate)
    if not (size < LARGEST and float(c) * (2.0 + size * 2.0**-50) < 2.0**63):
        raise OverflowError("an amount does not fit into 62 bits")
    quotient = int(estimate)
    remainder = a * b - quotient * c
    if 0 <= remainder < c:
        return quotient
    return quotient + remainder // c


@inlined
def muldiv_up(a: int, b: int, c: int) -> int:
    """Return ceil(a * b / c), under the conditions of `muldiv`."""
    return -muldiv(-a, b, c)


@inlined
def add(a: int, b: int) -> int:
    """Return a + b for |a|, |b| <= 2^62. Raises OverflowError where the sum reaches 2^62."""
    total = a + b
    if abs(total) >= 1 << 62:
        raise OverflowError("a balance does not fit into 62 bits")
    return total


@inlined
def notional(price: int, quantity: int, instrument: Record) -> int:
    """Return the value of `quantity` at `price` in cash units, rounded down."""
    unit = price
    if instrument.numerator != 1:
        unit = muldiv(price, instrument.numerator, 1)
    return muldiv(unit, quantity, instrument.denominator)


@inlined
def fee(value: int, rate: int) -> int:
    """Return `rate` of a notional in cash units, rounded down."""
    if rate == 0:
        return 0
    return muldiv(value, rate, RATIO_SCALE)


@inlined
def price_units(price: float, instrument: Record) -> int:
    """Return a price of the data in price units."""
    return int(np.rint(price * instrument.price_scale))


@inlined
def tick_down(price: int, tick: int) -> int:
    """Return the highest price on the tick grid not above `price`; the lowest is one tick."""
    if tick == 1:
        return max(price, 1)
    return max(price // tick * tick, tick)


@inlined
def tick_up(price: int, tick: int) -> int:
    """Return the lowest price on the tick grid not below `price`."""
    if tick == 1:
        return price
    return -(-price // tick) * tick


@inlined
def price_away(price: int, distance: int, tick: int) -> int:
    """Return the price this far above (or below, if negative) another, onto the ticks away from it."""
    if distance > 0:
        return tick_up(price + distance, tick)
    return tick_down(price + distance, tick)


@inlined
def market_price(price: int, side: int, instrument: Record, rates: Record) -> int:
    """Return what a market order gets: the price moved against the trader by the slippage, onto the ticks."""
    if rates.slippage == 0 and rates.slippage_ticks == 0:
        return price
    slip = muldiv_up(price, rates.slippage, RATIO_SCALE) + rates.slippage_ticks * instrument.tick
    if side > 0:
        return tick_up(price + slip, instrument.tick)
    return tick_down(price - slip, instrument.tick)


@inlined
def commission_rate(side: int, rates: Record) -> int:
    """Return the commission of a purchase (side +1) or a sale (-1)."""
    if side > 0:
        return int(rates.buy_commission)
    return int(rates.sell_commission)


@inlined
def tax_rate(side: int, rates: Record) -> int:
    """Return the tax of a purchase (none) or a sale; opening a short is a sale."""
    if side > 0:
        return 0
    return int(rates.sell_tax)


@inlined
def outlay(price: int, quantity: int, side: int, instrument: Record, rates: Record) -> int:
    """Return what opening `quantity` takes out of the buying power: notional, commission and tax.

    A short blocks its notional as margin, so it takes as much as a long.
    """
    value = notional(price, quantity, instrument)
    return value + fee(value, commission_rate(side, rates)) + fee(value, tax_rate(side, rates))


@outlined
def largest_quantity(budget: int, price: int, side: int, instrument: Record, rates: Record) -> int:
    """Return the largest multiple of the lot whose outlay does not exceed `budget` (cash units).

    Floats guess, the exact outlay decides: the search gallops from the guess, which is nearly always right.
    """
    if budget <= 0:
        return 0
    lot: int = instrument.lot
    rate = float(commission_rate(side, rates) + tax_rate(side, rates)) / RATIO_SCALE
    unit = float(price) * float(lot) * float(instrument.numerator) / float(instrument.denominator)
    guess = float(budget) / (unit * (1.0 + rate))
    if guess * float(lot) >= LARGEST:
        raise OverflowError("a quantity does not fit into 62 bits")
    lots = int(guess)
    step = 1
    while lots > 0 and outlay(price, lots * lot, side, instrument, rates) > budget:
        lots = max(lots - step, 0)
        step *= 2
    step = 1
    while outlay(price, (lots + step) * lot, side, instrument, rates) <= budget:
        lots += step
        step *= 2
    while step > 1:
        step //= 2
        if outlay(price, (lots + step) * lot, side, instrument, rates) <= budget:
            lots += step
    return lots * lot
