"""Tuples of arrays that compiled functions take by pointer."""

from typing import NamedTuple

import numpy as np
import pytest
from numba import TypingError

from stdlib.jit import by_pointer, inlined, outlined, walker


@by_pointer
class Ledger(NamedTuple):
    prices: np.ndarray
    held: np.ndarray
    cash: np.ndarray


class Turned(NamedTuple):
    cash: np.ndarray
    held: np.ndarray
    prices: np.ndarray


by_pointer(Turned)


@outlined
def value(ledger, row):
    return ledger.cash[0] + ledger.held[0] * ledger.prices[row]


@inlined
def buy(ledger, row):
    ledger.held[0] += 1
    ledger.cash[0] -= ledger.prices[row]


@walker
def walk(ledger, curve):
    for row in range(len(ledger.prices)):
        buy(ledger, row)
        curve[row] = value(ledger, row)
    return ledger.cash[0]


@walker
def reads_what_is_not_there(ledger):
    return ledger.debt


def a_ledger(kind, prices):
    return kind(prices=np.asarray(prices), held=np.zeros(1, np.int64), cash=np.full(1, 100.0))


@pytest.mark.parametrize("kind", [Ledger, Turned])
@pytest.mark.parametrize("prices", [[10.0, 12.0, 9.0], np.arange(20.0)[::-2], np.array([5, 7], np.int32)])
def test_what_a_part_writes_is_what_the_next_reads(kind, prices) -> None:
    compiled, plain = a_ledger(kind, prices), a_ledger(kind, prices)
    curve = np.zeros(len(prices))
    expected = np.zeros(len(prices))
    for row, price in enumerate(prices):
        plain.held[0] += 1
        plain.cash[0] -= price
        expected[row] = plain.cash[0] + plain.held[0] * price
    assert walk(compiled, curve) == plain.cash[0]
    assert curve.tolist() == expected.tolist()
    assert compiled.held[0] == len(prices)


def test_an_array_that_takes_the_place_of_another_is_read() -> None:
    ledger = a_ledger(Ledger, [10.0])
    walk(ledger, np.zeros(1))
    assert walk(ledger._replace(prices=np.array([1.0, 1.0])), np.zeros(2)) == 88.0


def test_a_field_that_is_not_there_is_named() -> None:
    with pytest.raises(TypingError, match="debt"):
        reads_what_is_not_there(a_ledger(Ledger, [10.0]))
