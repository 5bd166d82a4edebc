"""Real series: complete ones have no gap, others just what their README says."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from runtime.domain.bars import Int64s
from runtime.market_data.bar_file import read_bars
from runtime.market_data.calendars.venues import likely_venue, venue_calendar
from runtime.market_data.gaps import find_gaps

HOUR = 3600 * 10**9


def series(path: Path, *symbols: str) -> Iterator[tuple[str, Int64s, int]]:
    """Each symbol with its times and timeframe."""
    bars = read_bars(path, symbols=symbols or None).bars
    for index, symbol in enumerate(bars.symbols):
        yield symbol, bars.ts_open[bars.rows_of(index)], bars.timeframe_ns


def test_the_indices_miss_no_day_since_1998_and_what_came_before_is_outside(real_bars: Path) -> None:
    calendar = venue_calendar("krx")
    path = real_bars / "krx_index_usdkrw_daily_1995-2026.parquet"
    for symbol, ts_open, timeframe_ns in series(path, "KOSPI", "KOSDAQ", "KOSPI200"):
        gaps = find_gaps(ts_open, timeframe_ns, calendar)
        assert len(gaps.bars) == 0, symbol
        assert gaps.expected > 6800
        assert gaps.outside == np.count_nonzero(ts_open < calendar.start_ns[0])


def test_halts_left_out_of_ten_years_are_the_only_days_missing(real_bars: Path) -> None:
    """005930 was split in 2018: no trading from 30 April to 3 May, 1 May being no trading day anyway."""
    path = real_bars / "krx_daily_adj_599sym_2012-2022.parquet"
    found = {
        symbol: find_gaps(ts_open, timeframe_ns, venue_calendar("krx"))
        for symbol, ts_open, timeframe_ns in series(path, "005930", "000270", "000120")
    }
    assert len(found["000270"].bars) == len(found["000120"].bars) == 0
    halted = found["005930"]
    assert halted.start_ns.astype("datetime64[ns]").astype("datetime64[D]").astype(str).tolist() == [
        "2018-04-30"
    ]
    assert (halted.bars.tolist(), halted.days.tolist()) == ([3], [3])


def test_a_day_that_a_file_lacks_for_the_whole_market_is_missing_in_each_series(real_bars: Path) -> None:
    path = real_bars / "krx_marcap_daily_raw_2021-2026_janfeb.parquet"
    for symbol, ts_open, timeframe_ns in series(path, "005930", "000660", "035720"):
        gaps = find_gaps(ts_open, timeframe_ns, venue_calendar("krx"))
        missing = [str(np.datetime64(start, "ns"))[:10] for start in gaps.start_ns.tolist()]
        assert missing[0] == "2021-01-22", symbol
        assert gaps.bars[0] == 1
        assert [day[5:7] for day in missing[1:]] == ["02"] * 5  # from late February on, each year


def test_maintenance_of_upbit_is_what_its_hours_lack(real_bars: Path) -> None:
    lost = {}
    for symbol, ts_open, timeframe_ns in series(real_bars / "upbit_1h.parquet"):
        assert likely_venue([symbol]) == "crypto"
        gaps = find_gaps(ts_open, timeframe_ns, venue_calendar("crypto"))
        lost[symbol] = int(gaps.bars.sum())
        assert lost[symbol] == (ts_open[-1] - ts_open[0]) // HOUR + 1 - len(ts_open)
        assert len(gaps.bars) == np.count_nonzero(np.diff(ts_open) != HOUR)
    assert (min(lost.values()), max(lost.values())) == (52, 59)


@pytest.mark.parametrize(
    "name", ["binance_spot_1m_202506", "binance_spot_15m_202304-202404", "nautilus_btcperp_1m_202201"]
)
def test_minutes_without_a_break_have_no_gap_until_some_are_cut_out(real_bars: Path, name: str) -> None:
    for _, ts_open, timeframe_ns in series(real_bars / f"{name}.parquet"):
        calendar = venue_calendar("crypto")
        assert len(find_gaps(ts_open, timeframe_ns, calendar).bars) == 0
        cut = np.delete(ts_open, slice(1000, 1000 + HOUR // timeframe_ns))
        gaps = find_gaps(cut, timeframe_ns, calendar)
        assert gaps.start_ns.tolist() == [ts_open[1000]]
        assert gaps.end_ns.tolist() == [ts_open[1000] + HOUR]
