"""Coarser bars of real markets, against pandas."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from runtime.market_data.aggregate import aggregate
from runtime.market_data.bar_file import read_bars
from runtime.market_data.calendars.venues import venue_calendar

MINUTE_NS = 60 * 10**9
DAY_NS = 24 * 60 * MINUTE_NS
LOT = 1e-8  # of Binance spot volumes


def resampled(path: Path, symbol: str, rule: str) -> pd.DataFrame:
    """Return pandas' coarser bars, without those whose end lies beyond the last finer bar's."""
    table = pq.read_table(path)
    frame = table.filter(pc.equal(table["symbol"], symbol)).to_pandas()
    frame.index = pd.to_datetime(frame["timestamp"], unit="ms")
    step = frame.index[1] - frame.index[0]
    how = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}
    coarse = frame.resample(rule).agg(how).dropna()
    return coarse[coarse.index + pd.Timedelta(rule) <= frame.index[-1] + step]


@pytest.mark.parametrize(
    ("file", "rule", "timeframe_ns"),
    [
        ("binance_spot_1m_202506", "5min", 5 * MINUTE_NS),
        ("binance_spot_1m_202506", "15min", 15 * MINUTE_NS),
        ("binance_spot_1m_202506", "1h", 60 * MINUTE_NS),
        ("binance_spot_1m_202506", "1D", DAY_NS),
        ("binance_spot_15m_202304-202404", "4h", 240 * MINUTE_NS),
        (
            "upbit_1h",
            "1D",
            DAY_NS,
        ),  # with hours absent, and volumes of 1e8, beyond the lots a float64 can tell
    ],
)
def test_crypto_equals_pandas(real_bars: Path, file: str, rule: str, timeframe_ns: int) -> None:
    path = real_bars / f"{file}.parquet"
    coarse = aggregate(read_bars(path).bars, timeframe_ns, venue_calendar("crypto")).bars
    for s, symbol in enumerate(coarse.symbols):
        rows, expected = coarse.rows_of(s), resampled(path, symbol, rule)
        opens = expected.index.to_numpy().astype("datetime64[ns]").astype(np.int64)
        assert np.array_equal(coarse.ts_open[rows], opens)
        for name in ("open", "high", "low", "close"):
            assert np.array_equal(getattr(coarse, name)[rows], expected[name].to_numpy()), name
        ours, theirs = coarse.volume[rows], expected["volume"].to_numpy()
        if file.startswith("binance"):
            assert np.array_equal(np.rint(ours / LOT), np.rint(theirs / LOT))
        np.testing.assert_allclose(ours, theirs, rtol=1e-13)


def test_krx_days_of_five_minute_bars_equal_pandas_by_date(real_bars: Path) -> None:
    path = real_bars / "krx_5m_11sym_2025-2026.parquet"
    calendar = venue_calendar("krx")
    bars = read_bars(path).bars
    assert not calendar.sessions_of(bars.ts_open, bars.timeframe_ns).outside.any()
    coarse = aggregate(bars, DAY_NS, calendar).bars
    frame = pq.read_table(path).to_pandas()
    frame["day"] = pd.to_datetime(frame["timestamp"], unit="ms", utc=True).dt.tz_convert("Asia/Seoul").dt.date
    days = frame.groupby(["symbol", "day"], sort=True).agg({"open": "first", "high": "max", "low": "min"})
    for s, symbol in enumerate(coarse.symbols):
        expected, rows = days.loc[symbol], coarse.rows_of(s)
        complete = len(coarse.ts_open[rows])
        assert complete == len(expected) - 1  # the last day has no bar at its end
        for name in ("open", "high", "low"):
            assert np.array_equal(getattr(coarse, name)[rows], expected[name].to_numpy()[:complete]), name
