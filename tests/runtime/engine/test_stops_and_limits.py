"""Stops inside a bar, and the limits over equity, on markets small enough to compute by hand."""

import pytest

from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import QuantityKind
from tests.runtime.engine.scenario import Halt, buy, run, sell, short

EQUITY, SHARES = QuantityKind.PERCENT_OF_EQUITY, QuantityKind.SHARES
STOP, TARGET, TRAIL = FillReason.STOP_LOSS, FillReason.TAKE_PROFIT, FillReason.TRAILING_STOP
FLAT = (100, 100, 100, 100)


def test_a_stop_fills_at_its_price() -> None:
    table = {"A": [100.0, FLAT, (98, 99, 94, 97)]}

    assert run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05).fills[1] == ("A", 2, -1, STOP, 95)


def test_a_gap_through_the_stop_fills_at_the_open() -> None:
    table = {"A": [100.0, FLAT, (90, 99, 88, 97)]}

    assert run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05).fills[1] == ("A", 2, -1, STOP, 90)


def test_stops_live_from_the_fill_the_entry_bar_included() -> None:
    table = {"A": [100.0, (100, 101, 94, 96)]}

    assert run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05).fills[1] == ("A", 1, -1, STOP, 95)


def test_stop_and_target_in_one_bar_is_the_worse() -> None:
    table = {"A": [100.0, FLAT, (100, 120, 90, 100)]}

    result = run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05, take_profit=0.1)

    assert result.fills[1] == ("A", 2, -1, STOP, 95)


def test_an_open_beyond_the_target_comes_before_the_low() -> None:
    table = {"A": [100.0, FLAT, (115, 120, 90, 100)]}

    result = run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05, take_profit=0.1)

    assert result.fills[1] == ("A", 2, -1, TARGET, 115)


def test_a_target_has_no_slippage_and_a_stop_has() -> None:
    up = {"A": [100.0, FLAT, (100, 120, 100, 100)]}
    down = {"A": [100.0, FLAT, (100, 100, 80, 100)]}
    rules = [buy(SHARES, 1, A=[0])]

    # Entered at 101.
    assert run(up, rules, take_profit=0.1, slippage=0.01).fills[1][4] == 111.1
    assert run(down, rules, stop_loss=0.1, slippage=0.01).fills[1][4] == 89.99  # 90.90 less 0.909


def test_the_trail_moves_after_the_bar_that_makes_the_high() -> None:
    # The high of 120 would put the stop at 108 within the same bar; it counts from the next one on.
    table = {"A": [100.0, FLAT, (100, 120, 105, 119), (119, 119, 107, 110)]}

    assert run(table, [buy(SHARES, 1, A=[0])], trailing_stop=0.1).fills[1] == ("A", 3, -1, TRAIL, 108)


def test_the_trail_starts_at_the_entry_fill() -> None:
    table = {"A": [100.0, (100, 100, 89, 95)]}

    assert run(table, [buy(SHARES, 1, A=[0])], trailing_stop=0.1).fills[1] == ("A", 1, -1, TRAIL, 90)


def test_the_nearer_of_two_stops_holds() -> None:
    table = {"A": [100.0, (100, 120, 100, 120), (120, 120, 90, 90)]}

    result = run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05, trailing_stop=0.1)

    assert result.fills[1] == ("A", 2, -1, TRAIL, 108)


def test_a_short_is_stopped_above_and_paid_below() -> None:
    rules = [short(SHARES, 1, A=[0])]

    stopped = run({"A": [100.0, FLAT, (100, 106, 100, 100)]}, rules, stop_loss=0.05)
    paid = run({"A": [100.0, FLAT, (100, 100, 85, 100)]}, rules, take_profit=0.1)

    assert stopped.fills[1] == ("A", 2, 1, STOP, 105)
    assert paid.fills[1] == ("A", 2, 1, TARGET, 90)


def test_stop_prices_round_away_from_the_trader_onto_the_ticks() -> None:
    table = {"A": [103.0, (103, 103, 103, 103), (103, 103, 80, 100)]}

    result = run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05, tick=500)

    assert result.fills[1][4] == 95  # 97.85, down to the tick of 5


def test_halts_do_not_trigger_stops() -> None:
    table = {"A": [100.0, FLAT, Halt(50), FLAT, (100, 100, 94, 100)]}

    assert run(table, [buy(SHARES, 1, A=[0])], stop_loss=0.05).fills[1][1] == 4


def test_a_stopped_position_may_be_entered_again_at_that_close() -> None:
    table = {"A": [100.0, FLAT, (100, 100, 94, 100), 100.0]}

    result = run(table, [buy(SHARES, 1, A=[0, 2])], stop_loss=0.05)

    assert [fill[1:3] for fill in result.fills] == [(1, 1), (2, -1), (3, 1)]


def test_max_position_size_cuts_and_then_denies() -> None:
    table = {"A": [10.0] * 4, "B": [10.0] * 4}

    rules = [buy(EQUITY, 0.5, A=[0, 1], B=[0])]

    result = run(table, rules, max_position_size=0.2, pyramiding=2)

    assert [fill[:3] for fill in result.fills] == [("A", 1, 20), ("B", 1, 20)]
    assert result.drops("A") == {Drop.POSITION_CUT: 1, Drop.POSITION_FULL: 1}


@pytest.mark.parametrize(("limit", "denied"), [(0.05, 2), (0.051, 0)])
def test_the_daily_loss_limit_denies_entries_for_the_rest_of_the_day(limit: float, denied: int) -> None:
    # Three slots a day. Slot 4, the second of day 1, ends 5 % under the close of day 0.
    closes = [100.0, 100.0, 100.0, 98.0, 95.0, 96.0, 96.0, 96.0]
    table = {"A": closes, "B": [10.0] * 8}

    result = run(
        table,
        [buy(SHARES, 10, A=[0]), buy(SHARES, 1, B=[4, 5, 6]), sell(B=[5])],
        cash=1000,
        daily_loss_limit=limit,
        slots_per_day=3,
    )

    assert result.drops("B").get(Drop.DAILY_LOSS_LIMIT, 0) == denied
    if denied:
        assert result.fills == [("A", 1, 10, FillReason.SIGNAL, 100)]


def test_the_day_after_a_breach_is_open_again() -> None:
    table = {"A": [100.0, 100.0, 90.0, 90.0, 90.0], "B": [10.0] * 5}

    result = run(
        table, [buy(SHARES, 5, A=[0]), buy(SHARES, 1, B=[2, 3])], daily_loss_limit=0.05, slots_per_day=1
    )

    assert result.drops("B") == {Drop.DAILY_LOSS_LIMIT: 1}
    assert result.fills[1] == ("B", 4, 1, FillReason.SIGNAL, 10)


def test_flatten_closes_everything_at_the_next_opens() -> None:
    table = {"A": [100.0, 100.0, 90.0, 91.0], "B": [10.0, 10.0, 10.0, Halt(10), 9.0]}

    result = run(table, [buy(SHARES, 5, A=[0], B=[0])], daily_loss_limit=0.05, flatten=True, slots_per_day=1)

    assert result.fills[2:] == [
        ("A", 3, -5, FillReason.DAILY_LOSS_LIMIT, 91),
        ("B", 4, -5, FillReason.DAILY_LOSS_LIMIT, 9),
    ]
