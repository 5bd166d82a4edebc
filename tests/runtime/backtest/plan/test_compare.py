"""Edits of a strategy, and what each is told to be."""

import re

import pytest

from runtime.backtest.plan.change import Verdict, verdict_of

STRATEGY = """\
strategy("Base") {
  params {
    fast = 10 in 5..50 step 5 "bars"
    most = 20% in 5%..50%
    hold = 5m
  }

  timeframes {
    daily = 1d
    hourly = 1h
  }

  sources {
    one: symbols[0..9]
    two: symbols[10..19]
  }

  indicators {
    quick = SMA(period: fast)
    slow = SMA(period: 50)
    on daily { trend = EMA(period: 20) }
  }

  entry.long {
    when (quick crosses above slow AND close > daily.trend) { buy(quantity: 25%) }
    when (price_change(hold) > 1%) { buy(quantity: 10) }
  }

  exit.long {
    when (quick crosses below slow) { sell(quantity: all) }
    when (close < slow * 0.9) { sell(quantity: 50%) }
  }

  surge_detection {
    when (volume > avg_volume(20) * 2) {
      execute_immediately({ broker: select_fastest_broker(), size: calculate_kelly_criterion(fraction: 0.5) })
    }
  }

  risk_management {
    max_position_size = most
    stop_loss = 5%
    daily_loss_limit = 3%
  }

  execution {
    size_at = fill
    pyramiding = 2
  }
}
"""
RULES = (
    "when (quick crosses above slow AND close > daily.trend) { buy(quantity: 25%) }",
    "when (price_change(hold) > 1%) { buy(quantity: 10) }",
)
IDENTICAL = [
    ("", ""),
    ("  indicators {", "  // averages\n  indicators {  /* of closes */"),
    ("SMA(period: 50)", "SMA( period:   50 )"),
    ("SMA(period: 50)", "SMA(close, 50)"),
    ("SMA(period: 50)", "SMA(period: 2 * 25)"),
    ("buy(quantity: 25%)", 'buy(quantity: "25%", type: "market")'),
    ("25%", "2500bp"),
    (
        "    quick = SMA(period: fast)\n    slow = SMA(period: 50)\n",
        "    slow = SMA(period: 50)\n    quick = SMA(period: fast)\n",
    ),
    ("    slow = SMA(period: 50)\n", "    slow = SMA(period: 50)\n    other = SMA(period: 300)\n"),
    ("close < slow * 0.9", "(close) < (slow * (0.9))"),
]
COSMETIC = [
    ('"Base"', '"Other"', "name of the strategy"),
    ("5..50", "5..60", "range or text of parameter fast"),
    ("step 5", "step 1", "range or text of parameter fast"),
    ('"bars"', '"bars of the quick average"', "range or text of parameter fast"),
    ("    hold = 5m\n", "    hold = 5m\n    spare = 3\n", "parameter spare"),
]
BEHAVIOURAL = [
    ("fast = 10", "fast = 15", "parameter fast"),
    ("hold = 5m", "hold = 10m", "parameter hold"),
    ("period: 50", "period: 60", "definition of slow"),
    ("EMA(period: 20)", "SMA(period: 20)", "definition of daily.trend"),
    ("close > daily.trend", "close >= daily.trend", "entry.long"),
    ("crosses above", "crosses below", "entry.long"),
    ("quantity: 25%", "quantity: 24%", "entry.long"),
    ("quantity: 10)", "quantity: 10%)", "entry.long"),
    ("quantity: 10)", "quantity: 11)", "entry.long"),
    (f"    {RULES[0]}\n", "", "entry.long"),
    (f"{RULES[0]}\n    {RULES[1]}", f"{RULES[1]}\n    {RULES[0]}", "entry.long"),
    ("quantity: all", "quantity: 99%", "exit.long"),
    ("slow * 0.9", "slow * 0.8", "exit.long"),
    ("fraction: 0.5", "fraction: 0.4", "surge_detection"),
    ("avg_volume(20) * 2", "avg_volume(20) * 3", "surge_detection"),
    ("max_position_size = most", "max_position_size = 20%", "max_position_size"),
    ("stop_loss = 5%", "stop_loss = 6%", "stop_loss"),
    ("    stop_loss = 5%\n", "", "stop_loss"),
    ("stop_loss = 5%", "take_profit = 5%", "take_profit"),
    ("stop_loss = 5%", "trailing_stop = 5%", "trailing_stop"),
    ("daily_loss_limit = 3%", "daily_loss_limit = 3%\n    on_breach = flatten", "flatten_on_breach"),
    ("size_at = fill", "size_at = decision", "size_at"),
    ("pyramiding = 2", "pyramiding = 3", "pyramiding"),
    ("symbols[10..19]", "symbols[10..18]", "sources"),
    ("two: symbols", "three: symbols", "sources"),
    ("hourly = 1h", "hourly = 30m", "timeframes"),
    (
        "crosses above slow",
        "crosses above slow AND (close > 0 OR SMA(period: 200) > 0 OR 1 < 2)",
        "bars needed",
    ),
]


@pytest.fixture
def edited(changes):
    """Compare the strategy with itself after a replacement, which must change its text."""

    def found(old: str, new: str):
        text = STRATEGY.replace(old, new) if old else STRATEGY
        assert (text != STRATEGY) == bool(old)
        return changes(STRATEGY, text)

    return found


@pytest.mark.parametrize(("old", "new"), IDENTICAL)
def test_what_only_looks_different_is_identical(edited, old: str, new: str) -> None:
    assert edited(old, new) == []


@pytest.mark.parametrize(("old", "new", "what"), COSMETIC)
def test_what_no_run_notices_is_cosmetic(edited, old: str, new: str, what: str) -> None:
    found = edited(old, new)
    assert {(change.verdict, change.what) for change in found} == {(Verdict.COSMETIC, what)}


@pytest.mark.parametrize(("old", "new", "what"), BEHAVIOURAL)
def test_what_a_run_may_notice_is_behavioural(edited, old: str, new: str, what: str) -> None:
    found = edited(old, new)
    assert verdict_of(found) is Verdict.BEHAVIOURAL
    assert any(change.what.startswith(what) for change in found), found


@pytest.mark.parametrize(
    ("name", "whats"),
    [
        ("slow", []),
        ("fast", ["name of a parameter"]),
        ("hold", ["name of a parameter"]),
        ("daily", ["name of a timeframe"]),
    ],
)
def test_a_new_name_is_no_change_of_behaviour(changes, name: str, whats: list[str]) -> None:
    found = changes(STRATEGY, re.sub(rf"\b{name}\b", "새이름", STRATEGY))
    assert [change.what for change in found] == whats
    assert verdict_of(found) is not Verdict.BEHAVIOURAL


def test_only_what_changed_is_told(edited) -> None:
    (change,) = edited("quantity: 25%", "quantity: 24%")
    assert (change.old, change.new) == (RULES[0], RULES[0].replace("25%", "24%"))


def test_a_new_parameter_before_the_others_moves_no_rule(edited) -> None:
    found = edited("    fast = 10", "    spare = 3\n    fast = 10")
    assert [(change.verdict, change.what) for change in found] == [(Verdict.COSMETIC, "parameter spare")]


EQUAL = """strategy("S") {
  params {
    a = 5
    b = 5
  }
  entry.long { when (close > a) { buy(quantity: b) } }
}
"""


def test_the_other_of_two_equal_parameters_is_another_value(changes) -> None:
    """With the defaults nothing is different; a run with --param is."""
    assert verdict_of(changes(EQUAL, EQUAL.replace("close > a", "close > b"))) is Verdict.BEHAVIOURAL


def test_two_renamed_parameters_are_told_apart(changes) -> None:
    renamed = re.sub(r"\ba\b", "x", re.sub(r"\bb\b", "y", EQUAL))
    assert verdict_of(changes(EQUAL, renamed)) is Verdict.COSMETIC


def test_no_change_is_identical() -> None:
    assert verdict_of(()) is Verdict.IDENTICAL
