"""Units against their dimensions: a price is money per share, a volume a number of shares."""

import itertools

import pytest

from jtsc.typesys.algebra import ADAPTS_TO, NUMERIC, common_unit, product_unit, quotient_unit, sum_unit
from jtsc.typesys.types import Stage, Type, Unit

# Powers of money, of shares and of time.
DIMENSIONS = {
    Unit.NUMBER: (0, 0, 0),
    Unit.RATIO: (0, 0, 0),
    Unit.PRICE: (1, -1, 0),
    Unit.MONEY: (1, 0, 0),
    Unit.VOLUME: (0, 1, 0),
    Unit.QUANTITY: (0, 1, 0),
    Unit.DURATION: (0, 0, 1),
}
PAIRS = list(itertools.product(DIMENSIONS, repeat=2))


def market(unit: Unit) -> Type:
    return Type(unit, Stage.MARKET, 0)


def test_every_numeric_unit_has_a_dimension() -> None:
    assert set(DIMENSIONS) == NUMERIC


@pytest.mark.parametrize(("left", "right"), PAIRS)
@pytest.mark.parametrize(("find", "sign"), [(product_unit, 1), (quotient_unit, -1)])
def test_products_and_quotients_have_the_right_dimension(find, sign: int, left: Unit, right: Unit) -> None:
    dimension = tuple(a + sign * b for a, b in zip(DIMENSIONS[left], DIMENSIONS[right], strict=True))
    unit = find(market(left), market(right))
    if unit is None:
        assert dimension not in DIMENSIONS.values()
    else:
        assert DIMENSIONS[unit] == dimension


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_only_like_units_of_the_market_meet(left: Unit, right: Unit) -> None:
    """A number that the market made, such as an RSI, is no price and no ratio."""
    assert common_unit(market(left), market(right)) == (left if left is right else None)
    assert sum_unit("+", market(left), market(right)) == (left if left is right else None)


@pytest.mark.parametrize("unit", list(Unit))
def test_bare_number_adapts_to_measures_but_not_to_time(unit: Unit) -> None:
    met = common_unit(Type(Unit.NUMBER), market(unit))
    expected = unit if unit in ADAPTS_TO or unit in (Unit.NUMBER, Unit.UNKNOWN) else None
    assert met is expected
    assert common_unit(market(unit), Type(Unit.NUMBER)) is expected
    assert not {Unit.DURATION, Unit.TIME, Unit.DATE, Unit.BOOL} & ADAPTS_TO


def test_times_differ_by_durations() -> None:
    time, duration = market(Unit.TIME), market(Unit.DURATION)
    assert sum_unit("+", time, duration) is Unit.TIME
    assert sum_unit("-", time, time) is Unit.DURATION
    assert sum_unit("+", time, time) is None
    assert sum_unit("+", market(Unit.BOOL), market(Unit.BOOL)) is None
