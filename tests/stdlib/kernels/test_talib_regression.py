"""The values printed in TA-Lib's own regression tests for these indicators."""

import numpy as np
import pytest

from stdlib.kernels.average.ema import ema_batch
from stdlib.kernels.average.sma import sma_grid_batch
from stdlib.kernels.momentum.macd import macd_batch
from stdlib.kernels.momentum.rsi import rsi_batch
from stdlib.kernels.volatility.atr import atr_batch
from stdlib.kernels.volatility.stddev import stddev_batch


def sma(bars, batch, period):
    there = np.ones(len(bars.close), dtype=np.bool_)
    return batch(sma_grid_batch, bars.close_units, there, period, float(bars.scale), size=len(there))


def ema(bars, batch, period):
    return batch(ema_batch, bars.close, period, size=len(bars.close))


def rsi(bars, batch, period):
    return batch(rsi_batch, bars.close, period, size=len(bars.close))


def macd(bars, batch, *periods):
    return batch(macd_batch, bars.close, *periods, size=len(bars.close), outputs=3)


def atr(bars, batch, period):
    return batch(atr_batch, bars.high, bars.low, bars.close, period, size=len(bars.close))


def stddev(bars, batch, period):
    units = bars.close_units.astype(np.float64)
    return batch(stddev_batch, units, period, float(bars.scale), size=len(units))


@pytest.mark.parametrize(
    ("entry", "compute", "periods"),
    [
        ("MA(2,SMA)", sma, (2,)),
        ("MA(30,SMA)", sma, (30,)),
        ("MA(2,EMA)", ema, (2,)),
        ("MA(10,EMA)", ema, (10,)),
        ("RSI(14)", rsi, (14,)),
        ("MACD(12,26,9).macd", macd, (12, 26, 9)),
        ("ATR(14)", atr, (14,)),
        ("STDDEV(5,1)", stddev, (5,)),
    ],
)
def test_gives_the_printed_values(regression_bars, regression_table, batch, entry, compute, periods):
    values = compute(regression_bars, batch, *periods)[0]
    for bar, printed, six_decimals in regression_table[entry]:
        # The printed value is cut, not rounded, to its digits.
        last_digit = 10.0 ** -len(printed.partition(".")[2])
        assert values[bar] == pytest.approx(float(printed), rel=0.0, abs=last_digit)
        assert values[bar] == pytest.approx(six_decimals, rel=0.0, abs=1e-6)
