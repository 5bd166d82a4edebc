"""Tests of a strategy, run: fills worked out by hand, values against TA-Lib."""

import math

import numpy as np
import pytest
import talib

from runtime.testing.results import Verdict
from tests.runtime.testing.conftest import RunText

# Bought at 102 (the open after the first close above 100), sold at 98.
BARS = "bars(1d, close: [99, 101, 102, 103, 97, 98, 99])"


@pytest.mark.parametrize(
    "expectation",
    [
        "entries == 1 AND exits == 1 AND fills == 2",
        "trades == 1 AND open_trades == 0",
        "worst_trade == -4 / 102",
        "equity_final == 10_000_000 - 40",
        "total_return between [-41 / 10_000_000, -39 / 10_000_000]",
        "buy_and_hold == 0",
        "close == 103 at bar 3",
        "close == 103 AND open == 103 AND high == 103 AND low == 103 AND volume == 1 at bar 3",
        "close crosses above 100 at bar 1",
        "NOT (close crosses above 100) at bar 2",
        "bars == 7 AND symbols == 1",
    ],
)
def test_what_is_so_passes(run_text: RunText, expectation: str) -> None:
    result = run_text(BARS, f"expect {expectation}")
    assert (result.verdict, result.findings, result.notes) == (Verdict.PASSED, (), ())


@pytest.mark.parametrize(
    ("expectation", "value"),
    [
        ("entries == 2", 0.0),
        ("close == 103 at bar 2", 0.0),
        ("close[3] > 1 at bar 2", math.nan),
        ("NOT (close[3] > 1) at bar 2", math.nan),
        ("sqn > 0", math.nan),
    ],
)
def test_false_and_na_fail(run_text: RunText, expectation: str, value: float) -> None:
    result = run_text(BARS, f"expect {expectation}", "expect entries == 1")
    assert result.verdict is Verdict.FAILED
    (finding,) = result.findings
    np.testing.assert_equal(finding.value, value)


def test_values_around_the_bar_are_those_of_talib(run_text: RunText) -> None:
    draw = np.random.default_rng(7)
    close = np.round(100 + np.cumsum(draw.normal(size=60)), 2)
    result = run_text(
        f"bars(1d, close: [{', '.join(map(str, close.tolist()))}])",
        "expect RSI(close, 14) > 200 OR EMA(close, 10) < SMA(close, 5) - 1_000 at bar 40",
    )
    (finding,) = result.findings
    assert finding.bars == (36, 37, 38, 39, 40, 41, 42)
    shown = {term.text: term.values for term in finding.terms}
    rows = list(finding.bars)
    for text, expected in {
        "close": close,
        "RSI(close, 14)": talib.RSI(close, 14),
        "EMA(close, 10)": talib.EMA(close, 10),
        "SMA(close, 5)": talib.SMA(close, 5),
    }.items():
        np.testing.assert_allclose(shown[text], expected[rows], rtol=1e-12, err_msg=text)


def test_a_parameter_is_set_for_its_test_alone(run_text: RunText) -> None:
    declared = "indicators { mean = SMA(close, bars_back) }"
    steps = (BARS, "expect mean == 101.5 AND trail == 1% AND wait == 1h at bar 2")
    assert run_text("with bars_back = 2, trail = 1%, wait = 1h", *steps, declarations=declared).verdict is (
        Verdict.PASSED
    )
    assert run_text(*steps, declarations=declared).verdict is Verdict.FAILED


def test_a_stop_works_within_the_bar(run_text: RunText) -> None:
    """Bought at 102; the low of the next bar is 5 % below the best price, its close is not."""
    steps = ("bars(1d, close: [101, 102, 102, 102], low: [101, 102, 96, 102])", "expect exits == 1")
    assert run_text("with trail = 5%", *steps).verdict is Verdict.PASSED
    assert run_text("with trail = 6%", *steps).verdict is Verdict.FAILED


def test_too_few_bars_decide_nothing_and_values_are_na(run_text: RunText) -> None:
    declared = "indicators { mean = SMA(close, 50) }"
    steps = (BARS, "expect entries == 0 AND trades == 0 AND total_return == 0")
    assert run_text(*steps, declarations=declared, entry="close > mean").verdict is Verdict.PASSED
    failed = run_text(*steps, "expect mean > 1 at bar 6", declarations=declared, entry="close > mean")
    assert failed.notes == (
        "nothing could be decided: no symbol has the 50 bars that the strategy needs before it can decide",
    )
    assert math.isnan(failed.findings[0].value)


def test_a_coarser_timeframe_is_built_from_the_bars(run_text: RunText) -> None:
    """The first hour of KRX ends with the twelfth bar of five minutes, which sees it."""
    prices = ", ".join(str(100 + bar) for bar in range(14))
    result = run_text(
        f"bars(5m, close: [{prices}], open: [{prices}])",
        "expect hour.close == 111 AND hour.volume == 12 at bar 11",
        "expect time == 10:00 at bar 11",
        "expect hour.close == 111 at bar 10",
        declarations="timeframes { five = 5m\n hour = 1h }",
    )
    (finding,) = result.findings
    assert finding.expectation.bar == 10
    assert math.isnan(finding.value)


def test_what_happened_is_told_beside_a_failure(run_text: RunText) -> None:
    result = run_text(
        "with trail = 5%",
        "bars(1d, close: [99, 99, 101, 102, 96, 96])",
        "expect exits == 2",
        declarations="indicators { mean = SMA(close, 2) }",
        entry="close > mean",
    )
    assert result.notes == (
        "decisions begin at bar 1, the first at which all values are defined",
        "filled: bar 3 bought 10 at 102, bar 4 sold 10 at 96 (trailing stop)",
    )
    small = run_text(BARS, "expect entries == 1", quantity="0.00001%")
    assert small.notes == ("nothing was filled", "dropped or cut: the quantity rounded down to nothing (3)")


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        (("bars(1d, close: [100_000_000_000_000])",), "a price of the test is too large"),
        (("bars(3d, close: [100, 101])",), "bars of 3d cannot be built"),
        ((f"bars(1d, close: [{', '.join(['100'] * 3000)}])",), "the test has 3000 bars, and the calendar"),
        (("bars(1d, close: [100, 101])", "expect bid > 1 at bar 0"), "bid and ask prices"),
    ],
)
def test_what_cannot_be_run_says_why(run_text: RunText, steps: tuple[str, ...], says: str) -> None:
    result = run_text(*steps, "expect entries == 0")
    assert result.verdict is Verdict.BROKEN
    assert says in result.notes[0]


def test_quotes_may_be_given(run_text: RunText) -> None:
    result = run_text(
        "bars(1d, close: [100, 100], bid: [99, 99.5], ask: [101, 100.5])",
        "expect spread == 2% at bar 0",
        "expect spread == 1% at bar 1",
    )
    assert result.verdict is Verdict.PASSED
