"""`jtsc why` over the seven bars of `bars`: every answer worked out by hand."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Jtsc, Result


@pytest.fixture
def why(jtsc: Jtsc, threshold: str, bars: str) -> Jtsc:
    def run(*args: str, symbol: str = "AAA") -> Result:
        return jtsc("why", threshold, symbol, *args, "--data", bars, "--symbols", "AAA", "--cash", "10_000")

    return run


def said(result: Result, section: str) -> str:
    assert result.code == 0, result.err
    (line,) = (line for line in result.out.splitlines() if line.startswith(f"{section}: "))
    return line.removeprefix(f"{section}: ")


def test_an_order_that_was_placed(why: Jtsc) -> None:
    """The close of the second is 110, above 100: ten are bought at the next open, 120."""
    result = why("2024-01-02")
    assert said(result, "entry.long") == "an order was placed: 10 filled at 120 on 2024-01-03"
    assert said(result, "exit.long") == "there is no position to close"
    assert "close > level" in result.out


def test_a_position_that_is_open(why: Jtsc) -> None:
    assert said(why("2024-01-03"), "entry.long") == "the position is open already"
    assert said(why("2024-01-04"), "exit.long") == "an order was placed: 10 filled at 80 on 2024-01-05"


def test_a_condition_that_is_false(why: Jtsc) -> None:
    found = json.loads(why("2024-01-05", "--json").out)
    assert [section["outcome"] for section in found["sections"]] == ["false", "no_position"]
    (rule, _) = found["rules"]
    assert (rule["value"], rule["line"]) == ("false", 8)
    assert {part["text"]: part["value"] for part in rule["parts"]} == {"close": "80", "level": "100"}


def test_a_limit_that_left_nothing(why: Jtsc) -> None:
    """1 % of 10,000 is less than one share."""
    assert said(why("2024-01-02", "--param", "most=1%"), "entry.long").startswith(
        "max_position_size left no room"
    )


def test_parameters_count(why: Jtsc) -> None:
    assert said(why("2024-01-02", "--param", "level=120"), "entry.long") == "no condition is true"


def test_a_warm_up_is_counted(jtsc: Jtsc, bars: str, tmp_path: Path) -> None:
    (tmp_path / "slow.jts").write_text(
        'strategy("Slow") { entry.long { when (close > SMA(period: 4)) { buy(quantity: 1) } } }', "utf-8"
    )
    result = jtsc("why", "slow.jts", "AAA", "2024-01-02", "--data", bars)
    assert said(result, "entry.long") == "warm-up: the first decision is 2 bars later"


def test_what_the_account_decides_is_told_as_its(jtsc: Jtsc, bars: str, tmp_path: Path) -> None:
    (tmp_path / "account.jts").write_text(
        """strategy("Account") {
  entry.long {
    when (close > 100 AND positions < 0) { buy(quantity: 1) }
  }
}
""",
        "utf-8",
    )
    result = jtsc("why", "account.jts", "AAA", "2024-01-02", "--data", bars)
    assert said(result, "entry.long") == "what it asks of the account is not true"
    assert "of the account" in result.out


@pytest.mark.parametrize(
    ("time", "symbol", "says"),
    [
        ("2024-01-06", "AAA", "bars near it: 2024-01-05"),
        ("2030-01-01", "AAA", "bars near it: 2024-01-08, 2024-01-09"),
        ("yesterday", "AAA", "TIME yesterday is not a date"),
        ("2024-01-02", "AAB", "AAA"),
    ],
)
def test_a_bar_that_is_not_there(why: Jtsc, time: str, symbol: str, says: str) -> None:
    assert says in why(time, symbol=symbol).message
