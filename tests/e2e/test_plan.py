"""`jtsc plan`: what a change does, on bars whose trades are worked out by hand (see conftest)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import THRESHOLD, Jtsc, Result

Change = Callable[..., Result]
RUN = ("--data", "bars.csv", "--symbols", "AAA", "--cash", "10_000")


@pytest.fixture
def plan(jtsc: Jtsc, threshold: str, bars: str, tmp_path: Path) -> Change:
    """Compare the strategy with itself after a replacement of its text."""

    def compare(old: str, new: str, *options: str) -> Result:
        assert old in THRESHOLD
        (tmp_path / "new.jts").write_text(THRESHOLD.replace(old, new), "utf-8")
        return jtsc("plan", threshold, "new.jts", *options)

    return compare


def told(result: Result) -> dict[str, Any]:
    found = json.loads(result.out)
    assert result.code == (1 if found["verdict"] == "behavioural" else 0)
    return found


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("buy(", "buy(", "identical"),
        ("  entry.long {", "// buys\n\n    entry.long {", "identical"),
        ("level", "border", "cosmetic"),
        ("50..200", "50..300", "cosmetic"),
        ("quantity: 10", "quantity: 11", "behavioural"),
        ("= most", "= 40%", "behavioural"),
    ],
)
def test_without_data_the_texts_are_compared(plan: Change, old: str, new: str, verdict: str) -> None:
    found = told(plan(old, new, "--json"))
    assert found["verdict"] == verdict
    assert "trades" not in found
    assert plan(old, new).out.startswith(f"{verdict}: ")


@pytest.mark.parametrize(("old", "new"), [("  entry.long {", "// x\n  entry.long {"), ("level", "border")])
def test_what_is_no_change_of_behaviour_trades_the_same(plan: Change, old: str, new: str) -> None:
    found = told(plan(old, new, *RUN, "--json"))
    assert found["trades"] == {"unchanged": 2, "added": [], "removed": [], "moved": []}
    assert all(figures["old"] == figures["new"] for figures in found["metrics"].values())
    assert "No figure differs." in plan(old, new, *RUN).out


def test_a_trade_that_is_no_longer_made(plan: Change) -> None:
    """Above 109 only the first of the two trades is bought: at 120, sold at 80."""
    found = told(plan("level = 100", "level = 109", *RUN, "--json"))
    assert found["behavioural"] == [{"what": "parameter level", "old": "100", "new": "109"}]
    trades = found["trades"]
    assert (trades["unchanged"], trades["added"], trades["moved"]) == (1, [], [])
    (removed,) = trades["removed"]
    assert (removed["symbol"], removed["entry_price"], removed["is_open"]) == ("AAA", 110, True)
    assert found["metrics"]["equity_final"] == {"old": 9_700, "new": 9_600}
    back = told(plan("level = 100", "level = 109", *RUN, "--param", "level=109", "--json"))
    assert back["trades"] == {"unchanged": 1, "added": [], "removed": [], "moved": []}


def test_an_exit_on_another_day_is_a_trade_moved(plan: Change) -> None:
    """Without the rule to sell, the first position is held to the end, and there is no second one."""
    rule = "  exit.long {\n    when (close < level) {\n      sell(quantity: all)\n    }\n  }\n"
    found = told(plan(rule, "", *RUN, "--json"))["trades"]
    assert (found["unchanged"], found["added"], len(found["removed"])) == (0, [], 1)
    (moved,) = found["moved"]
    assert moved["changed"] == ["exit_ts", "exit_price", "reason", "is_open"]
    assert (moved["old"]["exit_price"], moved["new"]["exit_price"]) == (80, 120)


def test_a_plan_is_read_on_a_terminal(plan: Change) -> None:
    result = plan("quantity: 10", "quantity: 5", *RUN)
    assert result.code == 1
    for line in (
        "    - when (close > level) { buy(quantity: 10) }",
        "    + when (close > level) { buy(quantity: 5) }",
        "Trades  0 the same  ·  0 added  ·  0 removed  ·  2 moved",
        "  ~ AAA long 2024-01-03: size 10 → 5",
        "  moved in size (2)",
    ):
        assert line in result.out.splitlines()
    assert [line.split() for line in result.out.splitlines() if "Final equity" in line] == [
        ["Final", "equity", "9,700.00", "9,850.00"]
    ]


def test_both_runs_are_remembered(plan: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from runtime.app import run_ledger

    monkeypatch.setenv("JTS_DATA_DIR", str(tmp_path / "records"))
    plan("level = 100", "level = 109", *RUN)
    assert [run.parameters["level"] for run in run_ledger().list()] == [109, 100]
    plan("level = 100", "level = 109")
    assert len(run_ledger().list()) == 2


def test_a_strategy_with_errors_cannot_be_compared(plan: Change) -> None:
    result = plan("close > level", "close > levle")
    assert result.code == 2
    assert "did you mean" in result.message


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--cash", "5"), "--cash is given, and no data to run over"),
        (("--data", "nowhere.csv"), "nowhere.csv"),
        (("--data", "bars.csv", "--param", "levle=3"), "did you mean 'level'?"),
    ],
)
def test_what_cannot_run_is_said(plan: Change, options: tuple[str, ...], said: str) -> None:
    result = plan("quantity: 10", "quantity: 5", *options)
    assert (result.code, result.out) == (2, "")
    assert said in result.message


def test_a_file_that_is_not_there(jtsc: Jtsc, threshold: str) -> None:
    assert "nowhere.jts does not exist" in jtsc("plan", threshold, "nowhere.jts").message
