"""Which units go together, and what comes of it. None means: an error.

A bare number (constant or parameter) adapts to ratio, price, volume, money and quantity; a number that the
market made (an RSI) does not.
"""

from jtsc.typesys.types import Type, Unit

ADAPTS_TO = frozenset({Unit.RATIO, Unit.PRICE, Unit.VOLUME, Unit.MONEY, Unit.QUANTITY})
NUMERIC = ADAPTS_TO | {Unit.NUMBER, Unit.DURATION}
ORDERED = NUMERIC | {Unit.TIME, Unit.DATE, Unit.WEEKDAY}
COMPARED = ORDERED | {Unit.BOOL}

_PRODUCTS = {
    frozenset({Unit.PRICE, Unit.VOLUME}): Unit.MONEY,
    frozenset({Unit.PRICE, Unit.QUANTITY}): Unit.MONEY,
}
_QUOTIENTS = {
    (Unit.MONEY, Unit.PRICE): Unit.QUANTITY,
    (Unit.MONEY, Unit.VOLUME): Unit.PRICE,
    (Unit.MONEY, Unit.QUANTITY): Unit.PRICE,
    (Unit.VOLUME, Unit.QUANTITY): Unit.RATIO,
    (Unit.QUANTITY, Unit.VOLUME): Unit.RATIO,
}


def common_unit(left: Type, right: Type) -> Unit | None:
    """Return the unit in which two values can be compared, added or subtracted."""
    if Unit.UNKNOWN in (left.unit, right.unit):
        return Unit.UNKNOWN
    if left.unit is right.unit:
        return left.unit
    if left.adapts and right.unit in ADAPTS_TO:
        return right.unit
    if right.adapts and left.unit in ADAPTS_TO:
        return left.unit
    return None


def sum_unit(operator: str, left: Type, right: Type) -> Unit | None:
    """Return the unit of `left + right` or `left - right`."""
    pair = (left.unit, right.unit)
    if pair == (Unit.TIME, Unit.DURATION):
        return Unit.TIME
    if operator == "-" and pair == (Unit.TIME, Unit.TIME):
        return Unit.DURATION
    unit = common_unit(left, right)
    return unit if unit in NUMERIC or unit is Unit.UNKNOWN else None


def product_unit(left: Type, right: Type) -> Unit | None:
    """Return the unit of `left * right`."""
    if Unit.UNKNOWN in (left.unit, right.unit):
        return Unit.UNKNOWN
    if left.unit not in NUMERIC or right.unit not in NUMERIC:
        return None
    if left.unit is Unit.NUMBER:
        return right.unit
    if right.unit is Unit.NUMBER:
        return left.unit
    if left.unit is Unit.RATIO:
        return right.unit
    if right.unit is Unit.RATIO:
        return left.unit
    return _PRODUCTS.get(frozenset({left.unit, right.unit}))


def quotient_unit(left: Type, right: Type) -> Unit | None:
    """Return the unit of `left / right`."""
    if Unit.UNKNOWN in (left.unit, right.unit):
        return Unit.UNKNOWN
    if left.unit not in NUMERIC or right.unit not in NUMERIC:
        return None
    if left.unit is right.unit:
        return Unit.NUMBER if left.unit in (Unit.NUMBER, Unit.DURATION) else Unit.RATIO
    if right.unit in (Unit.NUMBER, Unit.RATIO):
        return left.unit
    return _QUOTIENTS.get((left.unit, right.unit))
