"""STDDEV against Python's integers, exact rationals and TA-Lib."""

import math
from fractions import Fraction

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.volatility.stddev import stddev_batch, stddev_step

PERIODS = st.integers(1, 8)
SUMS = (0.0, 0.0, 0.0, 0.0)


def spread(window):
    """n * sum(x^2) - sum(x)^2, the n^2-fold variance."""
    return len(window) * sum(x * x for x in window) - sum(window) ** 2


def exact_deviation(window):
    return math.sqrt(spread([Fraction(x) for x in window])) / len(window)


@given(data=st.data(), period=PERIODS, scale=st.sampled_from([1, 100, 10**8]))
def test_deviation_of_grid_prices_is_exact_but_for_root_and_division(
    gappy_units, batch, assert_same_bits, data, period, scale
):
    units, valid = data.draw(gappy_units)
    series = np.where(valid, units, np.nan).astype(np.float64)
    actual = batch(stddev_batch, series, period, float(scale), size=len(series))
    expected = np.full((1, len(series)), math.nan)
    for i in range(period - 1, len(series)):
        if valid[i + 1 - period : i + 1].all():
            expected[0, i] = math.sqrt(spread(units[i + 1 - period : i + 1].tolist())) / (period * scale)
    assert_same_bits(actual, expected)


@given(
    prefix=st.lists(st.integers(1, 2**39), max_size=30),
    window=st.lists(st.integers(1, 2**39), min_size=5),
)
def test_deviation_of_grid_prices_does_not_depend_on_what_came_before(
    batch, assert_same_bits, prefix, window
):
    series = np.array(prefix + window, dtype=np.float64)
    long = batch(stddev_batch, series, 5, 100.0, size=len(series))
    short = batch(stddev_batch, series[len(prefix) :], 5, 100.0, size=len(window))
    assert_same_bits(long[:, len(prefix) + 4 :], short[:, 4:])


@given(data=st.data(), period=PERIODS)
def test_batch_is_the_step_and_a_window_with_na_has_no_value(
    gappy_series, batch, walk_window, assert_same_bits, data, period
):
    series = data.draw(gappy_series)
    actual = batch(stddev_batch, series, period, 1.0, size=len(series))
    if len(series):
        assert_same_bits(actual, walk_window(stddev_step, series, SUMS, period, 1.0)[:1])
    for i in range(len(series)):
        window = series[i + 1 - period : i + 1] if i + 1 >= period else np.array([math.nan])
        if np.isnan(window).any():
            assert math.isnan(actual[0, i])
        else:
            # What 106 bits keep of a square as large as the largest before.
            tolerance = 2.0**-44 * np.nanmax(np.abs(series[: i + 1]))
            assert actual[0, i] == pytest.approx(exact_deviation(window), rel=1e-9, abs=tolerance)


@pytest.mark.parametrize("period", [2, 14, 60])
def test_agrees_with_talib(prices, batch, assert_talib, period):
    expected = talib.STDDEV(prices.close, period)
    size = len(expected)
    units = prices.close_units.astype(np.float64)
    assert_talib(batch(stddev_batch, units, period, float(prices.scale), size=size), expected)
    assert_talib(batch(stddev_batch, prices.close, period, 1.0, size=size), expected)


@pytest.mark.parametrize("level", [1e5, 1e7])
def test_nearly_flat_windows_are_exact_where_plain_sums_are_not(batch, level):
    """Sums of plain floats lose such a spread, as TA-Lib's Bollinger bands do, so the oracle is rational."""
    series = level + np.random.default_rng(0).integers(0, 3, 500) * 1e-3
    actual = batch(stddev_batch, series, 20, 1.0, size=500)[0, 19:]
    expected = [exact_deviation(series[i - 19 : i + 1]) for i in range(19, 500)]
    np.testing.assert_allclose(actual, expected, rtol=1e-10)
    upper, middle, _ = talib.BBANDS(series, 20, 1.0, 1.0)
    assert np.abs((upper - middle)[19:] / expected - 1.0).max() > 1e-9


@pytest.mark.parametrize("level", [0.1, 1 / 3, 1e5 + 0.1])
def test_a_flat_window_has_0_after_any_history(batch, level):
    noise = np.random.default_rng(1).normal(level, level, 3000)
    series = np.concatenate([noise, np.full(40, level)])
    actual = batch(stddev_batch, series, 20, 1.0, size=len(series))[0]
    assert actual[-21:].tolist() == [0.0] * 21 == talib.STDDEV(series, 20)[-21:].tolist()
    assert actual[-22] > 0.0


def test_period_1_has_no_deviation(batch):
    assert batch(stddev_batch, np.array([0.1, 5.0, 7.0]), 1, 1.0, size=3).tolist() == [[0.0, 0.0, 0.0]]
