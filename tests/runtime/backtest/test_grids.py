"""Grids from the options of a run."""

from decimal import Decimal

import pytest

from runtime.backtest.grids import build_grid
from runtime.domain.errors import RunError
from tests.runtime.backtest.made_bars import daily_bars

BARS = daily_bars({"A": [1.25, 2.5], "B": [3.0]})


def test_without_a_tick_any_price_of_the_data_is_one() -> None:
    grid = build_grid(BARS, Decimal(1), None, None)
    assert grid.price_scale.tolist() == [100, 100]
    assert grid.tick.tolist() == [1, 1]
    assert (grid.lot.tolist(), grid.quantity_scale.tolist()) == ([1, 1], [1, 1])
    assert grid.cash_scale == 1_000_000


def test_a_tick_finer_than_the_data_refines_the_price_grid() -> None:
    grid = build_grid(BARS, Decimal(1), Decimal("0.005"), None)
    assert (grid.price_scale.tolist(), grid.tick.tolist()) == ([1000, 1000], [5, 5])


def test_lots_below_and_above_one() -> None:
    assert build_grid(BARS, Decimal("0.001"), None, None).quantity_scale.tolist() == [1000, 1000]
    assert build_grid(BARS, Decimal(10), None, None).lot.tolist() == [10, 10]


@pytest.mark.parametrize(("currency", "scale"), [("KRW", 1), ("USD", 100), ("USDT", 100_000_000)])
def test_a_known_currency_has_its_smallest_unit(currency: str, scale: int) -> None:
    assert build_grid(BARS, Decimal(1), None, currency).cash_scale == scale


def test_unknown_currencies_and_grids_too_fine_are_refused() -> None:
    with pytest.raises(RunError, match="--currency XXX"):
        build_grid(BARS, Decimal(1), None, "XXX")
    with pytest.raises(RunError, match="--lot"):
        build_grid(BARS, Decimal("1e-12"), None, None)
