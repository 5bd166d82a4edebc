"""Exact products and the sizes found with them, against Python's integers."""

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from runtime.portfolio.money import (
    INSTRUMENT,
    RATES,
    largest_quantity,
    market_price,
    muldiv,
    muldiv_up,
    outlay,
)
from runtime.portfolio.records import Record, records
from stdlib.jit import walker

RATIO_SCALE = 10**9


@walker
def all_quotients(a: Any, b: Any, c: Any, down: Any, up: Any) -> None:
    for k in range(len(a)):
        down[k] = muldiv(a[k], b[k], c[k])
        up[k] = muldiv_up(a[k], b[k], c[k])


@walker
def largest_of(budget: int, price: int, side: int, instrument: Any, rates: Any) -> int:
    return largest_quantity(budget, price, side, instrument[0], rates[0])


@walker
def outlay_of(price: int, quantity: int, side: int, instrument: Any, rates: Any) -> int:
    return outlay(price, quantity, side, instrument[0], rates[0])


@walker
def market_price_of(price: int, side: int, instrument: Any, rates: Any) -> int:
    return market_price(price, side, instrument[0], rates[0])


def quotients(cases: list[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    a, b, c = (np.array(column, np.int64) for column in zip(*cases, strict=True))
    down, up = np.empty(len(a), np.int64), np.empty(len(a), np.int64)
    all_quotients(a, b, c, down, up)
    return down.tolist(), up.tolist()


def random_case(rng: random.Random) -> tuple[int, int, int]:
    """A quotient below 2^62 from numbers of any size, with c up to 2^48 and often on or beside a multiple."""
    while True:
        c = rng.getrandbits(rng.randint(1, 48)) or 1
        b = rng.getrandbits(rng.randint(1, 62)) or 1
        quotient = rng.getrandbits(rng.randint(1, 62))
        a = quotient * c // b + rng.randint(-2, 2) if rng.random() < 0.7 else rng.getrandbits(62)
        a = -a if rng.random() < 0.3 else a
        if abs(a) < 2**63 and abs(a * b) // c < 2**62 - 2:
            return a, b, c


def test_muldiv_equals_python_integers_on_many_random_cases() -> None:
    rng = random.Random(20240611)
    cases = [random_case(rng) for _ in range(150_000)]

    down, up = quotients(cases)

    assert down == [a * b // c for a, b, c in cases]
    assert up == [-(-a * b // c) for a, b, c in cases]


@pytest.mark.parametrize(
    ("a", "b", "c"),
    [
        (2**62 - 2**11, 1, 1),  # the floats next to 2^62 are 2^10 apart
        (-(2**62) + 2**11, 1, 1),
        (2**62 - 2**11, 2**48 - 1, 2**48 - 1),
        (2**61, 2**48 - 1, 2**47),
        (3, 2**61, 2**48 - 1),
        (2**50, 2**50, 2**59),  # a large divisor, for a quotient that leaves room
        (0, 2**62, 1),
        (-1, 1, 2**60),
        (1, 1, 2**60),
    ],
)
def test_muldiv_at_the_ends_of_its_range(a: int, b: int, c: int) -> None:
    assert quotients([(a, b, c)]) == ([a * b // c], [-(-a * b // c)])


@given(st.integers(-(2**62), 2**62), st.integers(0, 2**62), st.integers(1, 2**62))
def test_muldiv_is_exact_or_raises(a: int, b: int, c: int) -> None:
    try:
        down, up = quotients([(a, b, c)])
    except OverflowError:
        assert abs(a * b) // c >= 2**61 or c >= 2**48  # outside of what is promised
    else:
        assert down == [a * b // c]
        assert up == [-(-a * b // c)]


@pytest.mark.parametrize(("a", "b", "c"), [(2**62, 1, 1), (2**40, 2**40, 1), (-(2**40), 2**40, 1), (1, 1, 0)])
def test_what_does_not_fit_is_an_error(a: int, b: int, c: int) -> None:
    with pytest.raises(OverflowError):
        quotients([(a, b, c)])


def instrument(price_scale: int, quantity_scale: int, cash_scale: int, lot: int, tick: int = 1) -> Any:
    """Scales are powers of ten, so the larger one divides."""
    record = records(1, INSTRUMENT)
    product = price_scale * quantity_scale
    record["numerator"] = max(cash_scale // product, 1)
    record["denominator"] = max(product // cash_scale, 1)
    record["lot"], record["tick"] = lot, tick
    return record


def rates(buy: int = 0, sell: int = 0, tax: int = 0, slippage: int = 0, ticks: int = 0) -> Any:
    record = records(1, RATES)
    record[0] = (buy, sell, tax, slippage, ticks)
    return record


scales = st.sampled_from((1, 100, 10**6))


@settings(deadline=None)
@given(
    st.integers(0, 10**15),
    st.integers(1, 10**9),
    st.sampled_from((1, -1)),
    scales,
    scales,
    scales,
    st.sampled_from((1, 10, 7)),
    st.sampled_from((0, 150_000, 10**7)),
    st.sampled_from((0, 2_000_000)),
)
def test_largest_quantity_fits_and_one_more_lot_does_not(
    budget: int,
    price: int,
    side: int,
    price_scale: int,
    quantity_scale: int,
    cash_scale: int,
    lot: int,
    commission: int,
    tax: int,
) -> None:
    assume(budget * price_scale * quantity_scale // (price * cash_scale) < 2**60)
    record = instrument(price_scale, quantity_scale, cash_scale, lot)
    costs = rates(commission, commission, tax)

    quantity = largest_of(budget, price, side, record, costs)

    def spent(q: int) -> int:
        value = price * q * cash_scale // (price_scale * quantity_scale)
        taxed = value * tax // RATIO_SCALE if side < 0 else 0
        return value + value * commission // RATIO_SCALE + taxed

    assert quantity % lot == 0
    assert quantity == 0 or spent(quantity) <= budget
    assert budget <= 0 or spent(quantity + lot) > budget
    assert quantity == 0 or outlay_of(price, quantity, side, record, costs) == spent(quantity)


@pytest.mark.parametrize(
    ("price", "side", "tick", "slippage", "expected"),
    [
        (100, 1, 1, 0, 100),
        (103, 1, 5, 0, 103),  # a price of the data stays as it is
        (100, 1, 1, 1_000_000, 101),  # 0.1 up, to the next unit
        (100, -1, 1, 1_000_000, 99),
        (1003, 1, 5, 1_000_000, 1005),  # 1004.003, up to the tick
        (1003, -1, 5, 1_000_000, 1000),
        (3, -1, 5, 900_000_000, 5),  # never below one tick
    ],
)
def test_slippage_moves_against_the_trader_onto_the_ticks(
    price: int, side: int, tick: int, slippage: int, expected: int
) -> None:
    assert market_price_of(price, side, instrument(1, 1, 1, 1, tick), rates(slippage=slippage)) == expected


@pytest.mark.parametrize(("side", "expected"), [(1, 1015), (-1, 990)])
def test_slippage_of_whole_ticks(side: int, expected: int) -> None:
    """Two ticks of 5 from 1003: 1013 and 993, and on to the grid."""
    assert market_price_of(1003, side, instrument(1, 1, 1, 1, tick=5), rates(ticks=2)) == expected


def test_a_record_is_a_view() -> None:
    whole = records(2, RATES)
    one: Record = whole[1]
    one.sell_tax = 7
    assert whole["sell_tax"].tolist() == [0, 7]
