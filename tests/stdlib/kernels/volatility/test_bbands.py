"""BBANDS against SMA, STDDEV and TA-Lib."""

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.average.sma import sma_grid_batch
from stdlib.kernels.volatility.bbands import bbands_batch, bbands_step
from stdlib.kernels.volatility.stddev import stddev_batch


@given(data=st.data(), period=st.integers(1, 8), deviations=st.sampled_from([0.5, 2.0]))
def test_batch_is_the_step(gappy_series, batch, walk_window, assert_same_bits, data, period, deviations):
    series = data.draw(gappy_series)
    actual = batch(bbands_batch, series, period, deviations, 1.0, size=len(series), outputs=3)
    assert_same_bits(
        actual, walk_window(bbands_step, series, (0.0,) * 4, period, deviations, 1.0).reshape(3, -1)
    )


@given(data=st.data(), period=st.integers(1, 8), scale=st.sampled_from([1.0, 100.0]))
def test_middle_is_the_sma_and_the_width_is_the_deviation(
    gappy_units, batch, assert_same_bits, data, period, scale
):
    units, valid = data.draw(gappy_units)
    size = len(units)
    series = np.where(valid, units, np.nan).astype(np.float64)
    upper, middle, lower = batch(bbands_batch, series, period, 2.0, scale, size=size, outputs=3)
    assert_same_bits(middle, batch(sma_grid_batch, units, valid, period, scale, size=size))
    deviation = batch(stddev_batch, series, period, scale, size=size)[0]
    assert_same_bits(upper, middle + 2.0 * deviation)
    assert_same_bits(lower, middle - 2.0 * deviation)


@pytest.mark.parametrize(("period", "deviations"), [(2, 1.0), (20, 2.0), (60, 2.5)])
def test_agrees_with_talib(prices, batch, assert_talib, period, deviations):
    units = prices.close_units.astype(np.float64)
    scale = float(prices.scale)
    actual = batch(bbands_batch, units, period, deviations, scale, size=len(units), outputs=3)
    assert_talib(actual, talib.BBANDS(prices.close, period, deviations, deviations))
