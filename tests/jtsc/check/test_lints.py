"""Lints: what they find, and what they leave alone."""

from pathlib import Path

import pytest

from jtsc.frontend import Frontend
from jtsc.source import Source
from tests.jtsc.checked import check, excerpt, rule, traded

STRATEGIES = sorted(Path(__file__).parents[3].joinpath("strategies").glob("*.jts"))
R = "RSI(period: 14)"


def found(text: str) -> list[tuple[str, str]]:
    """Return the codes of a text with what they underline."""
    checked = check(text)
    assert checked.hir is not None, checked.diagnostics
    return [(each.code, excerpt(checked, each)) for each in checked.diagnostics]


@pytest.mark.parametrize("file", STRATEGIES, ids=lambda file: file.stem)
def test_the_given_strategies_are_not_suspicious(file: Path) -> None:
    assert Frontend().check(Source.from_text(file.read_text("utf-8"), str(file))).diagnostics == ()


@pytest.mark.parametrize(
    "condition",
    [
        f"{R} > 70 AND {R} < 30",
        f"{R} > 70 AND close > open AND NOT {R} > 50",
        f"{R} > 100",
        f"{R} between [60, 40]",
        f"{R} between [20, 30] AND {R} > 30",
        "close < 0",
        "volume < 0",
        "close > close",
        "close > SMA(period: 5) AND close <= SMA(period: 5)",
        "close crosses above close",
        "close > open AND NOT close > open",
        "0 > close",
        "time < 09:30 AND time > 15:00",
        "day_of_week == MON AND day_of_week == FRI",
        f"({R} > 100 OR close < 0) AND close > open",
        "low_rsi AND high_rsi",
    ],
)
def test_conditions_that_are_never_true(condition: str) -> None:
    named = f"indicators {{\nlow_rsi = {R} < 30\nhigh_rsi = {R} > 70\n}}" if "_rsi" in condition else ""
    assert found(traded(condition, named)) == [("JTS0602", condition)]


@pytest.mark.parametrize(
    "condition",
    [
        f"{R} < 70 OR {R} > 30",
        f"{R} >= 0",
        "volume >= 0",
        "close > 0",
        "close >= close",
        "close > open OR NOT close > open",
        "time >= 09:00 OR time < 15:00",
    ],
)
def test_conditions_that_are_always_true(condition: str) -> None:
    assert found(traded(condition)) == [("JTS0603", condition)]


@pytest.mark.parametrize(
    "condition",
    [
        f"{R} > 70 AND RSI(period: 7) < 30",
        f"{R} > 70 AND {R}[1] < 30",
        f"{R} > 70 OR {R} < 30",
        f"{R} >= 70 AND {R} <= 70",
        "volume > 0",
        "close > open AND close[1] > open[1]",
        "time between [22:00, 02:00]",
        "time < 09:30 OR time > 15:00",
        "day_of_week != MON AND day_of_week != FRI",
        "close > 100 AND close > least AND least < close",
        "HIGHEST(high, 20) == high",
        "close[1] == close",
    ],
)
def test_conditions_that_may_be_either(condition: str) -> None:
    assert found(traded(condition, "params {\nleast = 5 in 1..9\n}" if "least" in condition else "")) == []


def test_names_that_nothing_reads() -> None:
    declared = (
        "params {\nn = 3 in 1..9\nm = 5\n}\nindicators {\na = SMA(period: m)\nb = a\n}\nvar c = 0 then c + 1"
    )
    assert found(traded("close > open", declared)) == [("JTS0601", name) for name in ("n", "b", "c")]


def test_names_that_a_message_a_limit_or_a_test_reads() -> None:
    told = traded(
        "close > open", "params {\nn = 5% in 1%..9%\n}\nindicators {\na = SMA(period: 5)\nb = close\n}"
    )
    told = told.replace("buy(quantity: 5%)", 'buy(quantity: 5%)\nnotify("{a}")').replace("= 5%\n", "= n\n")
    test = 'test "t" {\nbars(1d, close: [1, 2])\nexpect b == 2 at bar 1\n}\n}\n'
    assert found(told.removesuffix("}\n") + test) == []


def test_timeframes_need_no_reader() -> None:
    assert found(traded("close > open", "timeframes {\nfive = 5m\ndaily = 1d\n}")) == []


@pytest.mark.parametrize("stop", ["stop_loss", "take_profit", "trailing_stop"])
def test_a_stop_is_an_exit(stop: str) -> None:
    assert found(traded("close > open").replace("stop_loss", stop)) == []


def test_entries_that_nothing_ends_are_told_once_a_side() -> None:
    assert found(rule("close > open")) == [("JTS0604", "buy(quantity: 5%)")]
    long = (
        "entry.long {\nwhen (close > open) { buy(quantity: 5%) }\nwhen (close > 5) { buy(quantity: 1%) }\n}"
    )
    short = "entry.short {\nwhen (close < open) { short(quantity: 2%) }\n}"
    both = [("JTS0604", "buy(quantity: 5%)"), ("JTS0604", "short(quantity: 2%)")]
    assert found(f'strategy("S") {{\n{long}\n{short}\n}}') == both


def test_a_surge_needs_no_exit() -> None:
    surge = "surge_detection {\nwhen (close > open) { execute_immediately({ size: 5% }) }\n}"
    assert found(f'strategy("S") {{\n{surge}\n}}') == []


def test_exits_that_have_nothing_to_end() -> None:
    exits = "exit.short {\nwhen (close > open) { cover(quantity: all) }\n}"
    assert found(traded("close > open", exits)) == [("JTS0605", "cover(quantity: all)")]
    assert found(traded("close > open").replace("= 5%", "= 100%")) == [("JTS0605", "100%")]


@pytest.mark.parametrize(
    ("quantity", "limits", "suspicious"),
    [
        ("5%", "stop_loss = 50%\ndaily_loss_limit = 2%", True),
        ("5%", "stop_loss = 10%\ndaily_loss_limit = 2%", False),
        ("all", "stop_loss = 10%\nmax_drawdown = 5%", True),
        ("all", "stop_loss = 10%\nmax_position_size = 20%\ndaily_loss_limit = 3%", False),
        ("3", "stop_loss = 10%\ndaily_loss_limit = 3%", False),
        ("all", "stop_loss = ATR(period: 14) * 2\ndaily_loss_limit = 3%", False),
    ],
)
def test_stops_against_limits(quantity: str, limits: str, suspicious: bool) -> None:
    text = (
        traded("close > open")
        .replace("stop_loss = 5%", limits)
        .replace("quantity: 5%", f"quantity: {quantity}")
    )
    assert [code for code, _ in found(text)] == ["JTS0606"] * suspicious


@pytest.mark.parametrize(
    ("var", "condition", "suspicious"),
    [
        ("var n = 0 then n + 1", "n > 10", True),
        ("var n = 0 then n + volume", "n crosses above 1000", True),
        ("var n = 0 then n + 1", "n > n[5]", False),
        ("var n = 0 then n + volume", "n > SMA(n, 5)", False),
        ("var n = 0 then n + 1 since session", "n > 10", False),
        ("var n = 0 then if close > open then n + 1 else 0", "n > 10", False),
        ("var n = 0 then n + 1 since entry", "position.pnl > 3 AND n > 10", False),
    ],
)
def test_levels_of_running_totals(var: str, condition: str, suspicious: bool) -> None:
    assert [code for code, _ in found(traded(condition, var))] == ["JTS0607"] * suspicious


@pytest.mark.parametrize(
    ("condition", "suspicious"),
    [
        ("close == SMA(period: 20)", True),
        ("close * 1.01 != open", True),
        ("BBANDS(period: 20).upper == close", True),
        ("close == open", False),
        ("high == HIGHEST(high, 20)", False),
        ("volume == 0", False),
    ],
)
def test_equal_prices(condition: str, suspicious: bool) -> None:
    assert [code for code, _ in found(traded(condition))] == ["JTS0608"] * suspicious


def test_errors_come_before_suspicions() -> None:
    checked = check(rule("close > 3% AND close < 0"))
    assert [each.code for each in checked.diagnostics] == ["JTS0301"]
