"""EMA against TA-Lib."""

import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.average.ema import ema_batch, ema_step


@given(data=st.data(), period=st.integers(1, 8))
def test_batch_is_the_step_and_holds_over_na(
    gappy_series, batch, walk, talib_over_gaps, assert_same_bits, assert_talib, data, period
):
    series = data.draw(gappy_series)
    actual = batch(ema_batch, series, period, size=len(series))
    if len(series):
        assert_same_bits(actual, walk(ema_step, zip(series.tolist()), (0, 0.0), period))
    expected = talib_over_gaps(lambda close: talib.EMA(close, period), [series], period)
    assert_talib(actual, expected, inputs=series)


@pytest.mark.parametrize("period", [1, 2, 14, 60])
def test_agrees_with_talib(prices, batch, assert_talib, period):
    assert_talib(
        batch(ema_batch, prices.close, period, size=len(prices.close)), talib.EMA(prices.close, period)
    )
