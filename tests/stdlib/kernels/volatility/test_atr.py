"""ATR against TA-Lib."""

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.volatility.atr import atr_batch, atr_step


@pytest.fixture(scope="session")
def gappy_bars(gappy_series):
    """High, low and close of bars, any of which may be na."""
    na = st.sampled_from([1.0] * 19 + [np.nan])

    @st.composite
    def bars(draw):
        close = draw(gappy_series)
        columns = []
        for direction in (1.0, -1.0):
            reach = draw(st.lists(st.floats(0.0, 100.0), min_size=len(close), max_size=len(close)))
            holes = draw(st.lists(na, min_size=len(close), max_size=len(close)))
            columns.append((close + direction * np.array(reach)) * np.array(holes))
        return *columns, close

    return bars()


@given(data=st.data(), period=st.integers(1, 8))
def test_batch_is_the_step(gappy_bars, batch, walk, assert_same_bits, data, period):
    high, low, close = data.draw(gappy_bars)
    rows = zip(high.tolist(), low.tolist(), close.tolist(), strict=True)
    actual = batch(atr_batch, high, low, close, period, size=len(close))
    assert_same_bits(actual, walk(atr_step, rows, (0, 0.0, 0.0), period))


@given(data=st.data(), period=st.integers(1, 8))
def test_na_before_the_seed_restarts_it_and_later_changes_nothing(
    gappy_bars, batch, talib_over_gaps, assert_talib, data, period
):
    bars = data.draw(gappy_bars)
    expected = talib_over_gaps(lambda *columns: talib.ATR(*columns, period), bars, period + 1)
    actual = batch(atr_batch, *bars, period, size=len(bars[0]))
    assert_talib(actual, expected, inputs=np.array(bars))


@pytest.mark.parametrize("period", [1, 2, 14, 60])
def test_agrees_with_talib(prices, batch, assert_talib, period):
    bars = prices.high, prices.low, prices.close
    assert_talib(batch(atr_batch, *bars, period, size=len(prices.close)), talib.ATR(*bars, period))
