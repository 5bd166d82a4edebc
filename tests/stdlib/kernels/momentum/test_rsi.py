"""RSI against TA-Lib."""

import math

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.momentum.rsi import rsi_batch, rsi_step


@given(data=st.data(), period=st.integers(1, 8))
def test_batch_is_the_step(gappy_series, batch, walk, assert_same_bits, data, period):
    series = data.draw(gappy_series)
    actual = batch(rsi_batch, series, period, size=len(series))
    assert_same_bits(actual, walk(rsi_step, zip(series.tolist()), (0, 0.0, 0.0, 0.0), period))


@given(data=st.data(), period=st.integers(2, 8))
def test_na_before_the_seed_restarts_it_and_later_changes_nothing(
    gappy_series, batch, talib_over_gaps, assert_talib, data, period
):
    series = data.draw(gappy_series)
    actual = batch(rsi_batch, series, period, size=len(series))
    assert_talib(actual, talib_over_gaps(lambda close: talib.RSI(close, period), [series], period + 1))


@pytest.mark.parametrize("period", [2, 14, 60])
def test_agrees_with_talib(prices, batch, assert_talib, period):
    assert_talib(
        batch(rsi_batch, prices.close, period, size=len(prices.close)), talib.RSI(prices.close, period)
    )


def test_a_flat_series_has_0_as_in_talib(batch, assert_same_bits):
    flat = np.full(20, 5.0)
    actual = batch(rsi_batch, flat, 5, size=20)
    assert_same_bits(actual, talib.RSI(flat, 5))
    assert actual[0, 5:].tolist() == [0.0] * 15


def test_period_1_tells_up_from_down(batch):
    """TA-Lib has no RSI of period 1; by the formula it is 100 after a rise, 0 after a fall or no change."""
    actual = batch(rsi_batch, np.array([3.0, 4.0, 2.0, 2.0, 5.0]), 1, size=5)
    np.testing.assert_array_equal(actual, [[math.nan, 100.0, 0.0, 0.0, 100.0]])
