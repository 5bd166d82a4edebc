from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.market_data.errors import DataError
from runtime.market_data.price_grid import LARGEST_UNITS, price_scale, snap_prices

decimals = st.builds(lambda units, places: units / 10**places, st.integers(1, 10**9), st.integers(0, 4))


def written_places(price: float) -> int:
    """Count the decimals of the shortest text that reads back as the price."""
    return max(0, -int(Decimal(repr(price)).normalize().as_tuple().exponent))


@settings(deadline=None)
@given(st.lists(st.lists(decimals, min_size=1, max_size=40), min_size=1, max_size=5))
def test_scale_is_the_number_of_decimals_as_written(prices: list[list[float]]) -> None:
    starts = np.cumsum([0, *map(len, prices)])
    grid = price_scale(starts, [np.concatenate(prices)])
    assert grid.price_scale.tolist() == [10 ** max(map(written_places, symbol)) for symbol in prices]
    assert grid.is_decimal.all()


def test_one_odd_row_that_no_sample_meets() -> None:
    prices = np.full(100_000, 50_000.0)
    prices[77_777] = 50_000.25
    assert price_scale(np.array([0, 100_000]), [prices]).price_scale.tolist() == [100]


def test_all_columns_count() -> None:
    whole, quarter = np.array([10.0, 11.0]), np.array([10.25, 11.0])
    assert price_scale(np.array([0, 1, 2]), [whole, quarter]).price_scale.tolist() == [100, 1]


@settings(deadline=None)
@given(st.lists(st.floats(1, 1e13), min_size=1, max_size=30))
def test_any_prices_land_on_a_grid_of_45_bits(values: list[float]) -> None:
    prices, starts = np.array(values), np.array([0, len(values)])
    grid = price_scale(starts, [prices])
    scale = int(grid.price_scale[0])
    (snapped,), change = snap_prices(starts, ["X"], [prices], grid)
    units = [round(Decimal(price) * scale) for price in snapped.tolist()]
    assert max(units) < LARGEST_UNITS
    assert [unit / scale for unit in units] == snapped.tolist()  # the float64 nearest to units / scale
    assert np.abs(snapped / prices - 1).max() <= change * (1 + 1e-9) + 1e-15
    if not grid.is_decimal[0]:
        assert scale == 10**9 or max(values) * scale * 10 >= LARGEST_UNITS - 1  # no finer grid would do


def test_decimals_finer_than_45_bits_are_rounded_and_said() -> None:
    prices, starts = np.array([30_000_000.123456789, 1.0]), np.array([0, 2])
    grid = price_scale(starts, [prices])
    assert (grid.price_scale.tolist(), grid.is_decimal.tolist()) == ([10**6], [False])
    (snapped,), change = snap_prices(starts, ["X"], [prices], grid)
    assert snapped.tolist() == [30_000_000.123457, 1.0]
    assert change == pytest.approx(2.11e-7 / 3e7, rel=0.01)


def test_prices_that_would_vanish_are_refused() -> None:
    prices, starts = np.array([3e12 + 1 / 3, 0.001]), np.array([0, 2])
    with pytest.raises(DataError) as caught:
        snap_prices(starts, ["X"], [prices], price_scale(starts, [prices]))
    assert caught.value.message == "the prices of X span too much for one grid: 0.001 would become 0"


def test_halt_markers_have_no_say() -> None:
    zero, close = np.array([0.0, 10.0]), np.array([10.5, 10.5])
    assert price_scale(np.array([0, 2]), [zero, zero, zero, close]).price_scale.tolist() == [10]
