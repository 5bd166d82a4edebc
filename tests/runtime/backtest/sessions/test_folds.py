"""`var` against a loop over the bars."""

import numpy as np

from tests.runtime.backtest.sessions.computed import MINUTE_NS, bars_at, compute, quantities

DAY = 1440
VARS = """
  var count = 0 then count + 1
  var streak = 0 then if close > close[1] then streak + 1 else 0
  var peak = 0 then max(peak, high)
  var smooth = close then smooth + (close - smooth) * 0.25
  var top = high then max(top, high) since session
  var known = 1 then if close > open then volume / (volume - volume) else known + 1
"""


def test_folds_equal_a_loop() -> None:
    times = [day * DAY * MINUTE_NS + minute * MINUTE_NS for day in (20_000, 20_001) for minute in range(200)]
    bars = bars_at(times, MINUTE_NS)
    prices = [f"1_000 KRW / {price}" for price in ("peak", "smooth", "top")]
    artifact = quantities(["count", "streak", *prices, "known", "streak[2]", "SMA(streak, 5)"], VARS)
    found, _ = compute(artifact, bars, "crypto")
    streak = peak = count = 0.0
    smooth = top = known = 0.0
    streaks: list[float] = []
    for row in range(bars.rows):
        close, high = bars.close[row], bars.high[row]
        first = row == 0
        count = 0.0 if first else count + 1
        streak = 0.0 if first or not close > bars.close[row - 1] else streak + 1
        peak = 0.0 if first else max(peak, high)
        smooth = close if first else smooth + (close - smooth) * 0.25
        top = high if row % 200 == 0 else max(top, high)
        known = 1.0 if first else known if close > bars.open[row] else known + 1
        streaks.append(streak)
        shares = [1_000 / price if price else np.nan for price in (peak, smooth, top)]
        np.testing.assert_array_equal(found[:6, row], [count, streak, *shares, known])
        np.testing.assert_array_equal(found[6, row], streaks[row - 2] if row >= 2 else np.nan)
    averages = np.convolve(streaks, np.full(5, 0.2), "valid")
    np.testing.assert_allclose(found[7, 4:], averages, rtol=1e-12)
    assert max(streaks) > 3


def test_a_fold_of_a_fold_and_of_an_indicator() -> None:
    bars = bars_at([minute * MINUTE_NS for minute in range(100)], MINUTE_NS)
    declared = "indicators { up = close > SMA(period: 3) }\n"
    folds = "var days = 0 then if up then days + 1 else days\nvar twice = 0 then days * 2"
    (days, twice), _ = compute(quantities(["days", "twice"], declared + folds), bars, "crypto")
    average = np.convolve(bars.close, np.full(3, 1 / 3), "valid")
    above = np.concatenate(([False, False], bars.close[2:] > average + 1e-9))
    np.testing.assert_array_equal(days, np.cumsum(above))
    np.testing.assert_array_equal(twice[1:], 2 * days[1:])
