"""HIGHEST and LOWEST against numpy and TA-Lib."""

import math

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from stdlib.kernels.extrema.highest import highest_batch, highest_step
from stdlib.kernels.extrema.lowest import lowest_batch, lowest_step

BOTH = [
    pytest.param(highest_batch, highest_step, np.max, talib.MAX, id="highest"),
    pytest.param(lowest_batch, lowest_step, np.min, talib.MIN, id="lowest"),
]


def walk_rings(step, series, period, length):
    """Run the step with rings of `length`, as the emitted strategy does."""
    values, times = np.empty(length), np.empty(length, dtype=np.int64)
    head = tail = run = 0
    out = np.empty(len(series))
    for k, x in enumerate(series.tolist()):
        run = 0 if math.isnan(x) else run + 1
        out[k], head, tail = step(x, run, k, head, tail, values, times, period)
    return out


@pytest.mark.parametrize(("whole", "step", "extreme", "_"), BOTH)
@given(data=st.data(), period=st.integers(1, 9))
def test_batch_is_the_step_and_the_window_extreme(
    gappy_series, batch, assert_same_bits, whole, step, extreme, _, data, period
):
    series = data.draw(gappy_series)
    actual = batch(whole, series, period, size=len(series))
    smallest_ring = 1 << (period - 1).bit_length()
    for length in (smallest_ring, 4 * smallest_ring):
        assert_same_bits(actual, walk_rings(step, series, period, length))
    expected = np.full(len(series), math.nan)
    if len(series) >= period:
        expected[period - 1 :] = extreme(sliding_window_view(series, period), axis=1)
    np.testing.assert_array_equal(actual[0], expected)


@pytest.mark.parametrize(("whole", "step", "_", "peer"), BOTH)
@pytest.mark.parametrize("period", [2, 14, 60])
def test_equals_talib(prices, batch, assert_same_bits, whole, step, _, peer, period):
    expected = peer(prices.close, period)
    assert_same_bits(batch(whole, prices.close, period, size=len(expected)), expected)
    assert_same_bits(walk_rings(step, prices.close, period, 64), expected)


@pytest.mark.parametrize(("whole", "step", "_", "__"), BOTH)
@pytest.mark.parametrize("slope", [1.0, -1.0])
def test_a_long_monotonic_run_fits_the_smallest_ring(batch, whole, step, _, __, slope):
    series = slope * np.arange(100.0)
    actual = walk_rings(step, series, 16, 16)
    np.testing.assert_array_equal(actual, batch(whole, series, 16, size=100)[0])
