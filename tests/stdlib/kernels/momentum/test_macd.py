"""MACD against TA-Lib."""

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.momentum.macd import macd_batch, macd_step

PERIODS = st.tuples(st.integers(2, 6), st.integers(2, 6), st.integers(1, 4))


@given(data=st.data(), periods=PERIODS)
def test_batch_is_the_step(gappy_series, batch, walk, assert_same_bits, data, periods):
    series = data.draw(gappy_series)
    actual = batch(macd_batch, series, *periods, size=len(series), outputs=3)
    assert_same_bits(actual, walk(macd_step, zip(series.tolist()), (0, 0.0, 0.0, 0.0), *periods))


@given(data=st.data(), periods=PERIODS)
def test_na_before_the_seeds_restarts_them_and_later_changes_nothing(
    gappy_series, batch, talib_over_gaps, assert_talib, data, periods
):
    series = data.draw(gappy_series)
    fast, slow, signal = periods
    expected = talib_over_gaps(
        lambda close: talib.MACD(close, *periods), [series], max(fast, slow) + signal - 1
    )
    actual = batch(macd_batch, series, *periods, size=len(series), outputs=3)
    assert_talib(actual, np.broadcast_to(expected, actual.shape), inputs=series)


@pytest.mark.parametrize("periods", [(12, 26, 9), (26, 12, 9), (2, 3, 1), (5, 5, 3), (20, 60, 30)])
def test_agrees_with_talib(prices, batch, assert_talib, periods):
    actual = batch(macd_batch, prices.close, *periods, size=len(prices.close), outputs=3)
    assert_talib(actual, talib.MACD(prices.close, *periods))
