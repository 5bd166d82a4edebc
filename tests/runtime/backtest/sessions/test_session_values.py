"""session.open .high .low .volume .prev_close .bars on real and on made days, against numpy over dates."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from numpy.typing import NDArray

from runtime.backtest.feeds import bars_outside
from runtime.domain.bars import DAY_NS, Bars
from runtime.market_data.bar_file import read_bars
from runtime.market_data.timestamps import NO_TIME
from stdlib.abi import NO_SESSION
from tests.property.conftest import interpreted
from tests.runtime.backtest.sessions.computed import HOUR_NS, MINUTE_NS, bars_at, compute, quantities

# Prices come out as the quantity that one won buys, a volume as a share of the bar's.
PRICES = ("open", "high", "low", "prev_close")
SIZES = [*(f"1 KRW / session.{name}" for name in PRICES), "session.volume / volume", "1% * session.bars"]


def so_far(bars: Bars, date: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the sizes of one symbol whose rows have these dates."""
    out = np.full((len(SIZES), bars.rows), np.nan)
    prev_close = np.nan
    for day in np.unique(date):
        rows = np.flatnonzero(date == day)
        out[0, rows] = 1 / bars.open[rows[0]]
        out[1, rows] = 1 / np.maximum.accumulate(bars.high[rows])
        out[2, rows] = 1 / np.minimum.accumulate(bars.low[rows])
        out[3, rows] = 1 / prev_close
        out[4, rows] = np.cumsum(bars.volume[rows]) / np.where(bars.volume[rows], bars.volume[rows], np.nan)
        out[5, rows] = 0.01 * np.arange(1, len(rows) + 1)
        prev_close = bars.close[rows[-1]]
    return out


@pytest.mark.parametrize(
    ("file", "symbol", "venue", "ahead_of_utc_ns"),
    [
        ("krx_daily_adj_599sym_2012-2022", "005930", "krx", 9 * HOUR_NS),
        ("krx_5m_11sym_2025-2026", "396500", "krx", 9 * HOUR_NS),
        ("upbit_1h", "KRW-BTC", "crypto", 0),
    ],
)
def test_values_are_those_of_the_dates_bars_so_far(
    shared: Path, file: str, symbol: str, venue: str, ahead_of_utc_ns: int
) -> None:
    bars = read_bars(shared / "data" / "bars" / f"{file}.parquet", symbols=(symbol,)).bars
    actual, _ = compute(quantities(SIZES), bars, venue)
    expected = so_far(bars, (bars.ts_open + ahead_of_utc_ns) // DAY_NS)
    for name, left, right in zip(SIZES, actual, expected, strict=True):
        assert np.array_equal(left, right, equal_nan=True), name
    for kept in (1, bars.rows // 3, bars.rows - 1):
        cut = read_bars(
            shared / "data" / "bars" / f"{file}.parquet", symbols=(symbol,), end_ns=int(bars.ts_open[kept])
        ).bars
        assert np.array_equal(compute(quantities(SIZES), cut, venue)[0], actual[:, :kept], equal_nan=True)


def local_opens(zone: str, first: date, days: int, start: time, end: time, step_ns: int) -> list[int]:
    """Return when bars open on weekdays from `start` to `end` on the clocks of a place."""
    opens: list[int] = []
    for day in (first + timedelta(days=k) for k in range(days)):
        if day.weekday() < 5:
            begin, stop = (
                int(datetime.combine(day, at, ZoneInfo(zone)).timestamp()) * 10**9 for at in (start, end)
            )
            opens += range(begin, stop, step_ns)
    return opens


def local_dates(ts_open: NDArray[np.int64], zone: str) -> NDArray[np.int64]:
    return np.array([datetime.fromtimestamp(ts / 1e9, ZoneInfo(zone)).toordinal() for ts in ts_open.tolist()])


@pytest.mark.parametrize("first", [date(2024, 3, 6), date(2024, 10, 30)])
def test_a_day_begins_with_its_session_when_new_york_changes_its_clocks(first: date) -> None:
    """On 2024-03-11 the session begins an hour earlier in UTC than before, on 2024-11-04 an hour later."""
    opens = local_opens("America/New_York", first, 10, time(9, 30), time(16), 30 * MINUTE_NS)
    bars = bars_at(opens, 30 * MINUTE_NS)
    actual, feeds = compute(quantities(SIZES), bars, "us", (), interpreted)
    dates = local_dates(bars.ts_open, "America/New_York")
    first_bars = bars.ts_open[np.unique(dates, return_index=True)[1]]
    assert set((first_bars % DAY_NS).tolist()) == {13 * HOUR_NS + HOUR_NS // 2, 14 * HOUR_NS + HOUR_NS // 2}
    expected = so_far(bars, dates)
    assert np.array_equal(actual, expected, equal_nan=True)
    assert bars_outside(feeds) == 0


def test_an_exam_day_begins_an_hour_late_and_what_comes_before_it_is_outside() -> None:
    """The college entrance exam of 2024-11-14, a Thursday: from 10:00 to 16:30."""
    opens = local_opens("Asia/Seoul", date(2024, 11, 13), 3, time(9), time(16, 30), 10 * MINUTE_NS)
    bars = bars_at(opens, 10 * MINUTE_NS)
    actual, feeds = compute(quantities(SIZES), bars, "krx", (), interpreted)
    clock = np.array([datetime.fromtimestamp(ts / 1e9, ZoneInfo("Asia/Seoul")).time() for ts in opens])
    exam = local_dates(bars.ts_open, "Asia/Seoul") == date(2024, 11, 14).toordinal()
    inside = np.where(exam, clock >= time(10), clock < time(15, 30))
    assert bars_outside(feeds) == np.count_nonzero(~inside) == 6 * 3
    assert np.isnan(actual[:, ~inside]).all()
    kept = bars_at(bars.ts_open[inside].tolist(), 10 * MINUTE_NS)
    for name in ("open", "high", "low", "close", "volume"):
        getattr(kept, name)[:] = getattr(bars, name)[inside]
    expected = so_far(kept, local_dates(kept.ts_open, "Asia/Seoul"))
    assert np.array_equal(actual[:, inside], expected, equal_nan=True)


def test_history_counts_decisions_and_windows_run_over_them() -> None:
    bars = bars_at(range(0, 4 * DAY_NS, HOUR_NS), HOUR_NS)
    sizes = ["1 KRW / session.high[1]", "1 KRW / SMA(session.low, 2)", "1% * HIGHEST(session.bars, 3)"]
    (one_ago, mean, most), _ = compute(quantities(sizes), bars, "crypto", (), interpreted)
    values = so_far(bars, bars.ts_open // DAY_NS)
    assert np.array_equal(one_ago[1:], values[1, :-1])  # over midnight too
    np.testing.assert_allclose(1 / mean[1:], (1 / values[2, 1:] + 1 / values[2, :-1]) / 2, rtol=1e-14)
    np.testing.assert_allclose(
        most[2:], np.lib.stride_tricks.sliding_window_view(values[5], 3).max(axis=1), rtol=1e-14
    )


def test_kernels_and_calendars_mark_what_is_outside_every_session_alike() -> None:
    assert NO_SESSION == NO_TIME


def test_in_a_block_of_the_finest_timeframe_they_are_known() -> None:
    frames = "timeframes {\n h = 1h\n d = 1d\n}\nindicators { on h { top = session.high } }"
    bars = bars_at(range(0, 2 * DAY_NS, HOUR_NS), HOUR_NS)
    (top,), _ = compute(quantities(["1 KRW / h.top"], frames), bars, "crypto", (), interpreted)
    assert np.array_equal(top, so_far(bars, bars.ts_open // DAY_NS)[1])
