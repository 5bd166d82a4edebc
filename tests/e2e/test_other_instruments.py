"""`on symbol`: what another instrument did, as of each decision."""

from pathlib import Path

import pytest

FOLLOW = """strategy("Follow") {
  indicators {
    on symbol("IDX") as index {
      up = close > close[1]
    }
  }
  entry.long {
    when (index.up AND close > 0) { buy(quantity: 1) }
  }
  exit.long {
    when (NOT index.up) { sell(quantity: all) }
  }
}
"""
# The index has no bar on the 5th, and falls on the 4th and the 9th.
INDEX = {"02": 100, "03": 110, "04": 105, "08": 120, "09": 110, "10": 111}
DAYS = ("02", "03", "04", "05", "08", "09", "10", "11")


@pytest.fixture
def follow(tmp_path: Path) -> list[str]:
    (tmp_path / "follow.jts").write_text(FOLLOW, "utf-8")
    rows = [f"2024-01-{day},IDX,{level},{level},{level},{level},1" for day, level in INDEX.items()]
    for place, day in enumerate(DAYS):
        opened = 10 + place
        rows.append(f"2024-01-{day},AAA,{opened},{opened + 1},{opened},{opened + 1},1")
    text = "\n".join(["date,symbol,open,high,low,close,volume", *rows])
    (tmp_path / "bars.csv").write_text(text, "utf-8")
    return ["backtest", "follow.jts", "--data", "bars.csv", "--cash", "1_000", "--json"]


def test_decisions_see_the_last_closed_bar_of_the_other(jtsc, follow: list[str]) -> None:
    """Up at the close of the 3rd, so bought on the 4th; down on the 4th, sold on the 5th; the 5th shows
    the index of the 4th still; up on the 8th, bought on the 9th; down on the 9th, sold on the 10th, bought on
    the 11th.
    """
    found = jtsc(*follow, "--symbols", "AAA").json
    assert (found["fills"], found["trades"], found["open_trades"]) == (5, 2, 1)
    opens = {day: 10 + place for place, day in enumerate(DAYS)}
    profit = (opens["05"] - opens["04"]) + (opens["10"] - opens["09"]) + (opens["11"] + 1 - opens["11"])
    assert found["equity_final"] == 1_000 + profit


def test_the_other_is_traded_too_where_it_is_asked_for(jtsc, follow: list[str]) -> None:
    alone, both = jtsc(*follow, "--symbols", "AAA").json, jtsc(*follow).json
    assert both["fills"] > alone["fills"]
    assert alone["symbols"] == both["symbols"] == 2


def test_an_instrument_that_the_data_lacks(jtsc, follow: list[str], tmp_path: Path) -> None:
    (tmp_path / "follow.jts").write_text(FOLLOW.replace("IDX", "IDY"), "utf-8")
    result = jtsc(*follow)
    assert result.code == 2
    assert "looks at IDY" in result.message
    assert "did you mean 'IDX'?" in result.message


def test_cutting_the_data_off_changes_nothing_earlier(jtsc, follow: list[str], tmp_path: Path) -> None:
    whole = jtsc(*follow, "--symbols", "AAA").json
    cut = jtsc(*follow, "--symbols", "AAA", "--to", "2024-01-09").json
    assert (cut["fills"], cut["trades"]) == (3, 1)
    assert whole["fills"] > cut["fills"]
