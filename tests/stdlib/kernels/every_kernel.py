"""Print a digest of what every kernel returns for one random data set, step and batch alike.

Run as a program, with or without NUMBA_DISABLE_JIT=1.
"""

import hashlib

import numpy as np

from stdlib.abi import DAY_NS, NO_SESSION
from stdlib.kernels.average.ema import ema_batch
from stdlib.kernels.average.sma import sma_batch, sma_grid_batch
from stdlib.kernels.average.wma import wma_grid_batch, wma_step
from stdlib.kernels.extrema.highest import highest_batch, highest_step
from stdlib.kernels.extrema.lowest import lowest_batch, lowest_step
from stdlib.kernels.momentum.macd import macd_batch
from stdlib.kernels.momentum.rsi import rsi_batch
from stdlib.kernels.quotes.price_change import price_change_step
from stdlib.kernels.session.prev_close import session_prev_close_step
from stdlib.kernels.session.so_far import (
    session_bars_step,
    session_high_step,
    session_low_step,
    session_open_step,
    session_volume_step,
)
from stdlib.kernels.volatility.atr import atr_batch
from stdlib.kernels.volatility.bbands import bbands_batch
from stdlib.kernels.volatility.stddev import stddev_batch

SIZE = 700
draw = np.random.default_rng(20240112)
units = (
    draw.integers(-30, 31, SIZE).cumsum() * draw.integers(0, 2, SIZE) + 70_000
)  # ties, jumps, flat stretches
valid = draw.random(SIZE) > 0.02
series = np.where(valid, units * 0.1, np.nan)
high, low = series + draw.random(SIZE), series - draw.random(SIZE)
grid = np.where(valid, units.astype(np.float64), np.nan)
out = np.empty((29, SIZE))

sma_grid_batch(units, valid, 14, 10.0, out[0])
sma_batch(series, 14, out[1])
ema_batch(series, 14, out[2])
rsi_batch(series, 14, out[3])
macd_batch(series, 5, 12, 4, out[4], out[5], out[6])
atr_batch(high, low, series, 14, out[7])
stddev_batch(series, 14, 1.0, out[8])
stddev_batch(grid, 14, 10.0, out[9])
bbands_batch(series, 14, 2.0, 1.0, out[10], out[11], out[12])
bbands_batch(grid, 14, 2.0, 10.0, out[13], out[14], out[15])
highest_batch(series, 14, out[16])
lowest_batch(series, 14, out[17])
wma_grid_batch(units, valid, 14, 10.0, out[27])

# The kernels whose step is not the body of their batch; 16 is the ring for a window of 14.
rings = [(np.zeros(16), np.zeros(16, dtype=np.int64)) for _ in range(4)]
ends = [(0, 0)] * 4
weighted = np.zeros(16)
session_steps = (session_open_step, session_high_step, session_low_step, session_volume_step)
so_far = [(0, 0, 0.0)] * len(session_steps)
counted, closed = (0, 0), (0, 0, 0.0, 0.0)
run = 0
for k in range(SIZE):
    run = run + 1 if valid[k] else 0
    out[28, k] = wma_step(series[k], run, k, weighted, 14)
    extremes = []
    for j, step in enumerate((highest_step, lowest_step)):
        value, *ends[j] = step(series[k], run, k, *ends[j], *rings[j], 14)
        extremes.append(value)
    out[18, k] = extremes[0] + 2.0 * extremes[1]
    start, day = k - k % 100, k // 100 if k % 50 else NO_SESSION
    out[19, k], *ends[2] = price_change_step(series[k], k + 1, start, day, *ends[2], *rings[2], 12)
    out[20, k], *ends[3] = price_change_step(series[k], k + 1, start, day, *ends[3], *rings[3], 2 * DAY_NS)
    for j, step in enumerate(session_steps):
        out[21 + j, k], *so_far[j] = step(series[k], day, *so_far[j])
    out[25, k], *counted = session_bars_step(day, *counted)
    out[26, k], *closed = session_prev_close_step(series[k], day, *closed)

print(hashlib.sha256(np.where(np.isnan(out), np.nan, out).tobytes()).hexdigest(), np.isnan(out).sum())
