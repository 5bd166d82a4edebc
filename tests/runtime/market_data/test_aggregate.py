"""Coarser bars: spans, what is left out, and which row sees what."""

import numpy as np
import pytest
from numpy.typing import NDArray

from runtime.domain.bars import Bars
from runtime.market_data.aggregate import aggregate
from runtime.market_data.calendars.venues import venue_calendar
from runtime.market_data.errors import DataError

MINUTE_NS = 60 * 10**9
HOUR_NS = 60 * MINUTE_NS
DAY_NS = 24 * HOUR_NS
WEEK_NS = 7 * DAY_NS


def utc(*texts: str) -> NDArray[np.int64]:
    return np.array(texts, "datetime64[ns]").astype(np.int64)


def made_bars(
    venue: str, timeframe_ns: int, *symbols: NDArray[np.int64], halted: tuple[int, ...] = ()
) -> Bars:
    """Return bars that open at these times; prices count up through all rows from 100."""
    ts_open = np.concatenate(symbols)
    close = 100.0 + np.arange(len(ts_open))
    halts = np.zeros(len(ts_open), np.bool_)
    halts[list(halted)] = True
    return Bars(
        symbols=tuple(f"S{s}" for s in range(len(symbols))),
        starts=np.cumsum([0, *map(len, symbols)], dtype=np.int64),
        ts_open=ts_open,
        ts_close=venue_calendar(venue).close_times(ts_open, timeframe_ns),
        open=close - 0.5,
        high=close + 2,
        low=close - 3,
        close=close,
        volume=np.full(len(ts_open), 10.0),
        halted=halts,
        price_scale=np.full(len(symbols), 10, np.int64),
        timeframe_ns=timeframe_ns,
    )


def texts(ts: NDArray[np.int64]) -> list[str]:
    return ts.astype("datetime64[ns]").astype("datetime64[m]").astype(str).tolist()


def minutes(first: str, last: str, step: int = 1) -> NDArray[np.int64]:
    return np.arange(*utc(first, last).tolist(), step * MINUTE_NS)


def test_the_last_hour_of_krx_is_from_15_00_to_15_30() -> None:
    bars = made_bars("krx", MINUTE_NS, minutes("2025-06-02T00:00", "2025-06-02T06:30"))
    coarse = aggregate(bars, HOUR_NS, venue_calendar("krx"))
    assert texts(coarse.bars.ts_open)[0] == "2025-06-02T00:00"
    assert texts(coarse.bars.ts_open)[-1] == "2025-06-02T06:00"  # 15:00 in Seoul
    assert texts(coarse.bars.ts_close)[-1] == "2025-06-02T06:30"
    assert coarse.bars.volume.tolist() == [600.0] * 6 + [300.0]
    assert coarse.seen[[58, 59, 60, -2, -1]].tolist() == [0, 1, 1, 6, 7]
    assert coarse.bars.timeframe_ns == HOUR_NS


def test_a_bar_is_the_first_open_the_extremes_the_last_close_and_all_the_volume() -> None:
    bars = made_bars("crypto", MINUTE_NS, minutes("2025-06-02T00:00", "2025-06-02T00:10"))
    coarse = aggregate(bars, 5 * MINUTE_NS, venue_calendar("crypto")).bars
    assert coarse.open.tolist() == [99.5, 104.5]
    assert coarse.high.tolist() == [106.0, 111.0]
    assert coarse.low.tolist() == [97.0, 102.0]
    assert coarse.close.tolist() == [104.0, 109.0]
    assert coarse.volume.tolist() == [50.0, 50.0]


def test_the_day_is_complete_at_its_last_minute_and_seen_there() -> None:
    days = (minutes(f"2025-06-0{day}T00:00", f"2025-06-0{day}T06:30") for day in (2, 4))
    coarse = aggregate(made_bars("krx", MINUTE_NS, np.concatenate(list(days))), DAY_NS, venue_calendar("krx"))
    assert coarse.seen[[388, 389, 390, 778, 779]].tolist() == [0, 1, 1, 1, 2]
    assert texts(coarse.bars.ts_close) == ["2025-06-02T06:30", "2025-06-04T06:30"]


def test_a_bar_ends_by_the_clock_though_its_symbol_did_not_trade_at_the_end() -> None:
    traded = np.concatenate((minutes("2025-06-02T00:00", "2025-06-02T00:20"), utc("2025-06-02T01:30")))
    coarse = aggregate(made_bars("krx", MINUTE_NS, traded), HOUR_NS, venue_calendar("krx"))
    assert texts(coarse.bars.ts_close) == ["2025-06-02T01:00"]
    assert coarse.seen.tolist() == [0] * 20 + [1]


def test_a_bar_whose_end_has_not_come_is_not_there() -> None:
    bars = made_bars("krx", MINUTE_NS, minutes("2025-06-02T00:00", "2025-06-02T00:59"))
    coarse = aggregate(bars, HOUR_NS, venue_calendar("krx"))
    assert coarse.bars.rows == 0
    assert coarse.bars.starts.tolist() == [0, 0]
    assert not coarse.seen.any()


def test_weeks_run_from_monday_to_their_last_session() -> None:
    days = utc(
        *(f"2025-06-{day:02}" for day in (2, 4, 5, 9, 10, 11, 12, 13, 16))
    )  # the 3rd and 6th are holidays
    coarse = aggregate(made_bars("krx", DAY_NS, days), WEEK_NS, venue_calendar("krx"))
    assert texts(coarse.bars.ts_open) == ["2025-06-02T00:00", "2025-06-09T00:00"]
    assert texts(coarse.bars.ts_close) == ["2025-06-05T06:30", "2025-06-13T06:30"]
    assert coarse.bars.volume.tolist() == [30.0, 50.0]
    assert coarse.seen.tolist() == [0, 0, 1, 1, 1, 1, 1, 2, 2]


def test_weeks_of_crypto_start_at_midnight_on_monday() -> None:
    days = np.arange(*utc("2025-06-01", "2025-06-17").tolist(), DAY_NS)  # a Sunday to a Monday
    coarse = aggregate(made_bars("crypto", DAY_NS, days), WEEK_NS, venue_calendar("crypto")).bars
    assert texts(coarse.ts_open) == ["2025-05-26T00:00", "2025-06-02T00:00", "2025-06-09T00:00"]
    assert coarse.volume.tolist() == [10.0, 70.0, 70.0]


def test_hours_count_from_a_late_opening() -> None:
    bars = made_bars("krx", 30 * MINUTE_NS, minutes("2025-11-13T01:00", "2025-11-13T07:30", 30))
    coarse = aggregate(bars, 2 * HOUR_NS, venue_calendar("krx")).bars
    assert texts(coarse.ts_open) == [f"2025-11-13T{hour:02}:00" for hour in (1, 3, 5, 7)]
    assert texts(coarse.ts_close)[-1] == "2025-11-13T07:30"


def test_us_hours_count_from_half_past_nine_on_both_sides_of_daylight_saving() -> None:
    winter = minutes("2025-03-07T14:30", "2025-03-07T21:00")
    summer = minutes("2025-03-10T13:30", "2025-03-10T20:00")
    bars = made_bars("us", MINUTE_NS, np.concatenate((winter, summer)))
    coarse = aggregate(bars, HOUR_NS, venue_calendar("us")).bars
    assert texts(coarse.ts_open[:7]) == [f"2025-03-07T{hour}:30" for hour in range(14, 21)]
    assert texts(coarse.ts_open[7:]) == [f"2025-03-10T{hour}:30" for hour in range(13, 20)]
    assert texts(coarse.ts_close[[6, 13]]) == ["2025-03-07T21:00", "2025-03-10T20:00"]


def test_halts_are_no_bars_but_let_time_pass() -> None:
    opens = minutes("2025-06-02T00:00", "2025-06-02T02:30", 30)
    coarse = aggregate(
        made_bars("krx", 30 * MINUTE_NS, opens, halted=(1, 2, 3)), HOUR_NS, venue_calendar("krx")
    )
    assert coarse.bars.close.tolist() == [100.0]
    assert coarse.bars.high.tolist() == [102.0]
    assert coarse.seen.tolist() == [0, 1, 1, 1, 1]
    assert not coarse.bars.halted.any()


def test_rows_outside_the_session_are_in_no_bar_but_let_time_pass() -> None:
    opens = utc(
        "2025-06-01T23:59", "2025-06-02T00:00", "2025-06-02T06:29", "2025-06-02T06:30", "2025-06-02T09:00"
    )
    coarse = aggregate(made_bars("krx", MINUTE_NS, opens), DAY_NS, venue_calendar("krx"))
    assert coarse.bars.open.tolist() == [100.5]
    assert coarse.bars.close.tolist() == [102.0]
    assert coarse.seen.tolist() == [0, 0, 1, 1, 1]


def test_rows_between_the_sessions_of_a_week_are_not_in_its_bar() -> None:
    opens = np.concatenate((minutes("2025-06-02T06:00", "2025-06-02T07:30", 30), utc("2025-06-09T00:00")))
    coarse = aggregate(made_bars("krx", 30 * MINUTE_NS, opens), WEEK_NS, venue_calendar("krx"))
    assert coarse.bars.close.tolist() == [100.0]
    assert coarse.seen.tolist() == [0, 0, 0, 1]


def test_each_symbol_counts_its_own_bars() -> None:
    early = minutes("2025-06-02T00:00", "2025-06-02T00:10")
    none = utc("2025-06-02T00:01")
    late = minutes("2025-06-02T00:04", "2025-06-02T00:12")
    coarse = aggregate(made_bars("krx", MINUTE_NS, early, none, late), 5 * MINUTE_NS, venue_calendar("krx"))
    assert coarse.bars.symbols == ("S0", "S1", "S2")
    assert coarse.bars.starts.tolist() == [0, 2, 2, 4]
    assert coarse.bars.close.tolist() == [104.0, 109.0, 111.0, 116.0]
    assert coarse.seen.tolist() == [0] * 4 + [1] * 5 + [2] + [0] + [1] * 5 + [2] * 3


@pytest.mark.parametrize(
    ("finer_ns", "coarser_ns", "message"),
    [
        (5 * MINUTE_NS, 7 * MINUTE_NS, "bars of 7m cannot be built from bars of 5m"),
        (HOUR_NS, 5 * MINUTE_NS, "bars of 5m cannot be built from bars of 1h"),
        (WEEK_NS, DAY_NS, "bars of 1d cannot be built from bars of 1w"),
        (MINUTE_NS, 2 * DAY_NS, "bars of 2d cannot be built"),
    ],
)
def test_a_timeframe_that_cannot_be_built_is_refused(finer_ns: int, coarser_ns: int, message: str) -> None:
    bars = made_bars("krx", finer_ns, utc("2025-06-02T00:00"))
    with pytest.raises(DataError, match=message):
        aggregate(bars, coarser_ns, venue_calendar("krx"))
