"""SMA against exact rationals, math.fsum and TA-Lib."""

import math
from fractions import Fraction

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.average.sma import sma_batch, sma_grid_batch, sma_grid_step, sma_step

PERIODS = st.integers(1, 8)


def rounded_mean(window, scale):
    """The float64 nearest to the true mean, by Python's exact integers."""
    return float(Fraction(sum(window), len(window) * scale))


@given(data=st.data(), period=PERIODS, scale=st.sampled_from([1, 100, 10**8]))
def test_grid_mean_is_the_true_mean_rounded_once(
    gappy_units, batch, walk_units, assert_same_bits, data, period, scale
):
    units, valid = data.draw(gappy_units)
    actual = batch(sma_grid_batch, units, valid, period, float(scale), size=len(units))
    assert_same_bits(actual, walk_units(sma_grid_step, units, valid, (0,), period, float(scale)))
    for i in range(len(units)):
        full = i + 1 >= period and valid[i + 1 - period : i + 1].all()
        window = units[i + 1 - period : i + 1].tolist()
        expected = rounded_mean(window, scale) if full else math.nan
        np.testing.assert_equal(actual[0, i], expected)


@given(
    prefix=st.lists(st.integers(1, 2**40), max_size=30), window=st.lists(st.integers(1, 2**40), min_size=5)
)
def test_grid_mean_does_not_depend_on_what_came_before(batch, assert_same_bits, prefix, window):
    units = np.array(prefix + window, dtype=np.int64)
    there = np.ones(len(units), dtype=np.bool_)
    long = batch(sma_grid_batch, units, there, 5, 100.0, size=len(units))
    start = len(prefix)
    short = batch(sma_grid_batch, units[start:], there[start:], 5, 100.0, size=len(window))
    assert_same_bits(long[:, start + 4 :], short[:, 4:])


def test_equal_averages_of_different_periods_compare_equal(batch):
    """0.1 + 0.2 + 0.3 and twice that: float sums differ in the last bit, these do not."""
    units = np.tile(np.array([1, 2, 3], dtype=np.int64), 10)
    there = np.ones(len(units), dtype=np.bool_)
    of_3, of_6 = (batch(sma_grid_batch, units, there, n, 10.0, size=len(units))[0, 5:] for n in (3, 6))
    np.testing.assert_array_equal(of_3, of_6)


@pytest.mark.parametrize("period", [1, 2, 14, 60])
def test_agrees_with_talib(prices, batch, assert_talib, period):
    expected = talib.SMA(prices.close, period)
    size = len(expected)
    there = np.ones(size, dtype=np.bool_)
    grid = batch(sma_grid_batch, prices.close_units, there, period, float(prices.scale), size=size)
    assert_talib(grid, expected)
    assert_talib(batch(sma_batch, prices.close, period, size=size), expected)


@given(data=st.data(), period=PERIODS)
def test_float_mean_is_within_one_ulp_of_fsum(
    gappy_series, batch, walk_window, assert_same_bits, data, period
):
    series = data.draw(gappy_series)
    actual = batch(sma_batch, series, period, size=len(series))
    assert_same_bits(actual, walk_window(sma_step, series, (0.0, 0.0), period))
    for i in range(len(series)):
        window = series[i + 1 - period : i + 1] if i + 1 >= period else np.array([math.nan])
        expected = math.fsum(window) / period  # NaN where the window holds one
        assert abs(actual[0, i] - expected) <= math.ulp(expected) or (
            math.isnan(actual[0, i]) and math.isnan(expected)
        )


def test_a_large_value_leaves_nothing_behind(batch):
    series = np.array([1e11, -3e10, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3])
    actual = batch(sma_batch, series, 3, size=len(series))[0, 4:]
    np.testing.assert_array_equal(actual, [math.fsum(series[i - 2 : i + 1]) / 3 for i in range(4, 8)])
