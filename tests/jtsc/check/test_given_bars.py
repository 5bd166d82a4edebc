"""The bars of a test: what is filled in, and what no market could show."""

import pytest

from jtsc.ir import hir
from tests.jtsc.checked import check, codes, excerpt, rule

MINUTE_NS = 60_000_000_000


def given(call: str, declarations: str = "") -> hir.UnitTest:
    """Return the test that runs over these bars."""
    checked = check(text_of(call, declarations))
    assert checked.hir is not None, checked.diagnostics
    (test,) = checked.hir.tests
    return test


def text_of(call: str, declarations: str = "") -> str:
    return rule("close > 1", f'{declarations}\ntest "t" {{\n{call}\nexpect entries == 0\n}}')


def test_what_is_left_out_is_filled_in() -> None:
    close = (100.0, 101.5, 102.0)
    columns = given("bars(5m, close: [100, 101.5, 102])").columns
    assert columns == {"open": close, "high": close, "low": close, "close": close, "volume": (1.0, 1.0, 1.0)}


def test_one_item_may_stand_for_many_bars() -> None:
    columns = given("bars(1d, close: [5, repeat(4, 3), ramp(1, 1.3, 4), ramp(3, 1, 3), -(-2)])").columns
    assert columns["close"] == (5.0, 4.0, 4.0, 4.0, 1.0, 1.1, 1.2, 1.3, 3.0, 2.0, 1.0, 2.0)


def test_what_is_given_is_kept() -> None:
    columns = given(
        "bars(1d, open: [2], high: [5], low: [1], close: [3], volume: [0], bid: [2.5], ask: [3])"
    ).columns
    assert columns == {
        "open": (2.0,),
        "high": (5.0,),
        "low": (1.0,),
        "close": (3.0,),
        "volume": (0.0,),
        "bid": (2.5,),
        "ask": (3.0,),
    }


@pytest.mark.parametrize(
    ("call", "timeframes", "length_ns"),
    [
        ("bars(5m, close: [1])", "", 5 * MINUTE_NS),
        ('bars("1h", close: [1])', "", 60 * MINUTE_NS),
        ("bars(close: [1])", "", None),
        ("bars(close: [1])", "timeframes { day = 1d\n five = 5m }", 5 * MINUTE_NS),
        ("bars(5m, close: [1])", "timeframes { day = 1d\n five = 5m }", 5 * MINUTE_NS),
    ],
)
def test_bars_are_those_of_the_decision_clock(call: str, timeframes: str, length_ns: int | None) -> None:
    assert given(call, timeframes).length_ns == length_ns


@pytest.mark.parametrize(
    ("call", "code", "place"),
    [
        ("bars(1d, close: [1, 2], valume: [1, 2])", "JTS0502", "valume: [1, 2]"),
        ("bars(1d, close: [1, 2], close: [1, 2])", "JTS0503", "close: [1, 2]"),
        ("bars(1d, volume: [1, 2])", "JTS0504", "bars(1d, volume: [1, 2])"),
        ("bars(1d, [1, 2], close: [1, 2])", "JTS0501", "[1, 2]"),
        ("bars(5, close: [1, 2])", "JTS0506", "5"),
        ("bars(day, close: [1, 2])", "JTS0506", "day"),
        ("bars(1d, close: 5)", "JTS0566", "5"),
        ("bars(1d, close: [1, 2%])", "JTS0566", "[1, 2%]"),
        ("bars(1d, close: [1, double(2, 3)])", "JTS0566", "[1, double(2, 3)]"),
        ("bars(1d, close: [repeat(1, 0)])", "JTS0566", "[repeat(1, 0)]"),
        ("bars(1d, close: [repeat(1, 2.5)])", "JTS0566", "[repeat(1, 2.5)]"),
        ("bars(1d, close: [repeat(1, n: 2)])", "JTS0566", "[repeat(1, n: 2)]"),
        ("bars(1d, close: [ramp(1, 2, 1)])", "JTS0566", "[ramp(1, 2, 1)]"),
        ("bars(1d, close: [repeat(1, 1_000_000)])", "JTS0566", "[repeat(1, 1_000_000)]"),
        ("bars(1d, close: [1, 2], low: [1])", "JTS0567", "[1]"),
        ("bars(1d, close: [1, repeat(2, 3)], low: [1])", "JTS0567", "[1]"),
        ("bars(1d, close: [1, ramp(2, -1, 4)])", "JTS0568", "ramp(2, -1, 4)"),
        ("bars(1d, close: [1, -2])", "JTS0568", "-2"),
        ("bars(1d, close: [1, 2], volume: [1, -1])", "JTS0568", "-1"),
        ("bars(1d, close: [4, 4], low: [4, 5])", "JTS0569", "5"),
        ("bars(1d, close: [4, 4], high: [3, 4])", "JTS0569", "3"),
        ("bars(1d, open: [4, 5], close: [4, 4])", "JTS0569", "5"),
        ("bars(1d, close: [4], bid: [4.1], ask: [4])", "JTS0569", "4.1"),
    ],
)
def test_each_mistake_is_told_once_at_its_place(call: str, code: str, place: str) -> None:
    checked = check(text_of(call))
    assert [(each.code, excerpt(checked, each)) for each in checked.diagnostics] == [(code, place)]


def test_bars_of_another_timeframe_are_refused() -> None:
    checked = check(text_of("bars(90m, close: [1, 2])", "timeframes { hour = 1h }"))
    (found,) = checked.diagnostics
    assert (found.code, found.facts["given"], found.facts["wanted"]) == ("JTS0570", "90m", "1h")
    assert codes(text_of("bars(60m, close: [1, 2])", "timeframes { hour = 1h }")) == []
