"""WMA against exact rationals and TA-Lib."""

import math
from fractions import Fraction

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.abi import power_of_two
from stdlib.kernels.average.wma import wma_grid_batch, wma_grid_step, wma_step

PERIODS = st.integers(1, 8)


def walked(series, period):
    """Walk the step over a series where NaN is na."""
    values = np.zeros(power_of_two(period))
    run, means = 0, []
    for bar, x in enumerate(series.tolist()):
        run = 0 if math.isnan(x) else run + 1
        means.append(wma_step(x, run, bar, values, period))
    return np.array(means, dtype=np.float64)


def exact_sum(window):
    return sum(weight * Fraction(x) for weight, x in enumerate(window.tolist(), 1))


@given(data=st.data(), period=PERIODS, scale=st.sampled_from([1, 100, 10**8]))
def test_grid_mean_is_the_true_mean_rounded_once(
    gappy_units, batch, walk_units, assert_same_bits, data, period, scale
):
    units, valid = data.draw(gappy_units)
    actual = batch(wma_grid_batch, units, valid, period, float(scale), size=len(units))
    assert_same_bits(actual, walk_units(wma_grid_step, units, valid, (0, 0), period, float(scale)))
    for i in range(len(units)):
        full = i + 1 >= period and valid[i + 1 - period : i + 1].all()
        expected = math.nan
        if full:
            expected = float(exact_sum(units[i + 1 - period : i + 1]) / (period * (period + 1) // 2 * scale))
        np.testing.assert_equal(actual[0, i], expected)


@given(data=st.data(), period=PERIODS)
def test_mean_of_other_values_is_that_of_their_exact_sum(gappy_series, data, period):
    series = data.draw(gappy_series)
    actual = walked(series, period)
    for i in range(len(series)):
        window = series[i + 1 - period : i + 1] if i + 1 >= period else np.array([math.nan])
        if np.isnan(window).any():
            assert math.isnan(actual[i])
        else:
            expected = float(exact_sum(window)) / (period * (period + 1) // 2)
            assert abs(actual[i] - expected) <= math.ulp(expected)


@pytest.mark.parametrize("period", [1, 2, 14, 60])
def test_agrees_with_talib(prices, batch, assert_talib, period):
    expected = talib.WMA(prices.close, period)
    there = np.ones(len(expected), dtype=np.bool_)
    units = prices.close_units
    assert_talib(batch(wma_grid_batch, units, there, period, float(prices.scale), size=len(units)), expected)
    assert_talib(walked(prices.close, period)[np.newaxis], expected)
