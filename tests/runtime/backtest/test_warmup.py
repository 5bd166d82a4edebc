"""Where decisions begin."""

import numpy as np
import pytest

from runtime.backtest.feeds import Feeds, plain_feeds
from runtime.backtest.warmup import Need, Start, first_decisions, warm_start_ns
from runtime.domain.bars import DAY_NS
from runtime.domain.errors import RunError
from runtime.market_data.timeline import build_timeline
from runtime.market_data.timestamps import NO_TIME
from tests.runtime.backtest.made_bars import daily_bars

BARS = daily_bars({"A": [1.0] * 10, "B": [1.0] * 6}, {"B": 4})
ACCOUNTS = np.zeros(2, np.int32)


def decisions(defined: int, settled: int, start_ns: int | None) -> Start:
    return first_decisions(
        plain_feeds(BARS, ACCOUNTS), build_timeline(BARS), [Need(0, defined, settled)], start_ns
    )


def test_from_the_first_bar_a_strategy_decides_once_its_values_are_defined() -> None:
    start = decisions(3, 3, None)
    assert start.rows.tolist() == [3, 10 + 3]
    assert start.slot == 3
    assert len(start.notes) == 0


def test_a_start_in_the_middle_is_not_delayed_by_history_that_is_there() -> None:
    start = decisions(3, 3, 8 * DAY_NS)
    assert start.rows.tolist() == [8, 10 + 4]
    assert start.slot == 8


def test_history_shorter_than_settled_is_said() -> None:
    (note,) = decisions(3, 5, None).notes
    assert note.startswith("2 of 2 symbols begin with less than the 5 bars")


def test_a_symbol_too_short_never_decides() -> None:
    start = decisions(7, 7, None)
    assert start.rows.tolist() == [7, 16]


def test_no_symbol_long_enough_is_an_error() -> None:
    with pytest.raises(RunError, match="51 bars"):
        decisions(50, 50, None)


def test_halted_rows_do_not_count() -> None:
    BARS.halted[1] = True
    try:
        assert decisions(3, 3, None).rows[0] == 4
    finally:
        BARS.halted[1] = False


def test_bars_are_loaded_for_the_longest_need() -> None:
    assert warm_start_ns(plain_feeds(BARS, ACCOUNTS), [Need(0, 2, 2)], 8 * DAY_NS) == 6 * DAY_NS
    assert warm_start_ns(plain_feeds(BARS, ACCOUNTS), [Need(0, 20, 20)], 8 * DAY_NS) == 0
    assert np.all(BARS.ts_open >= 0)


# Three bars a day of A, two of B; the first of A lies outside every session.
DAYS = np.array([NO_TIME, 0, 0, 1, 1, 1, 2, 2, 2, 3, 0, 0, 1, 1, 2, 2], np.int64)
IN_SESSIONS = Feeds(BARS, (), ({"trading_day": DAYS},), ACCOUNTS)


@pytest.mark.parametrize(
    ("need", "rows"),
    [
        (Need(0, 0, 0, 1), [0, 10]),  # the day itself may have begun before the data
        (Need(0, 0, 0, 2), [3, 12]),
        (Need(0, 2, 2, 2), [5, 14]),
        (Need(0, 0, 0, 4), [9, 16]),
    ],
)
def test_decisions_wait_for_whole_days_and_then_for_bars(need: Need, rows: list[int]) -> None:
    assert first_decisions(IN_SESSIONS, build_timeline(BARS), [need], None).rows.tolist() == rows


def test_days_that_are_missing_are_said() -> None:
    with pytest.raises(RunError, match="the 4 trading days and 3 bars that"):
        first_decisions(IN_SESSIONS, build_timeline(BARS), [Need(0, 2, 2, 5)], None)


@pytest.mark.parametrize(
    ("need", "first_day"),
    [
        (Need(0, 0, 0, 1), 6),  # there A's trading day of the start begins; B's begins with the start
        (Need(0, 0, 0, 2), 3),
        (Need(0, 0, 1, 1), 6),
        (Need(0, 0, 3, 1), 3),
        (Need(0, 0, 0, 5), 0),
    ],
)
def test_bars_are_loaded_from_the_start_of_a_trading_day(need: Need, first_day: int) -> None:
    assert warm_start_ns(IN_SESSIONS, [need], 8 * DAY_NS) == first_day * DAY_NS


def test_bars_and_days_that_different_values_need_are_waited_for_at_once() -> None:
    needs = [Need(0, 4, 4), Need(0, 0, 0, 2)]
    assert first_decisions(IN_SESSIONS, build_timeline(BARS), needs, None).rows.tolist() == [4, 14]
    with pytest.raises(RunError, match="the 15 bars and 1 trading day that"):
        first_decisions(IN_SESSIONS, build_timeline(BARS), [Need(0, 14, 14), needs[1]], None)
