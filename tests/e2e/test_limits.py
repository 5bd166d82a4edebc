"""Limits and stops of `risk_management` as a user writes them, worked out by hand over the bars of `bars`.

Opens 100 100 120 130 80 80 110, closes 100 110 125 90 80 105 120: an entry above 100 is decided at 110 and at
125, filled at the next open, and asked for again at 105.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Jtsc

ABOVE = """\
strategy("Above") {{
  entry.long {{
    when (close > 100) {{
      buy(quantity: {quantity})
    }}
  }}

  risk_management {{
    {limits}
  }}
}}
"""


@pytest.fixture
def above(jtsc: Jtsc, tmp_path: Path, bars: str):
    """Backtest the strategy with these limits over AAA, or over AAA and BBB."""

    def run(*limits: str, quantity: str = "10", symbols: str = "AAA") -> dict[str, Any]:
        text = ABOVE.format(quantity=quantity, limits="\n    ".join(limits))
        (tmp_path / "above.jts").write_text(text, "utf-8")
        named = ("--symbols", symbols, "--cash", "10_000", "--trades", "trades.parquet", "--json")
        return jtsc("backtest", "above.jts", "--data", bars, *named).json

    return run


def trades(tmp_path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = pq.read_table(tmp_path / "trades.parquet").to_pylist()
    return found


def dropped(found: dict[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = found["dropped"]
    return counts


def test_a_stop_at_a_distance_is_that_of_the_deciding_bar(above, tmp_path: Path) -> None:
    """Decided at a bar from 100 to 110: bought at 120, stopped 2 x 10 below, where the bar falls to 90."""
    found = above("stop_loss = (high - low) * 2", "cooldown = 30d")
    (trade,) = trades(tmp_path)
    assert trade["entry_price"] == 120
    assert trade["exit_price"] == 100
    assert trade["reason"] == "stop loss"
    assert dropped(found) == {"cooldown": 2}


@pytest.mark.parametrize(("span", "fills"), [("2d", 3), ("3d", 2), ("36h", 3)])
def test_a_cooldown_in_days_counts_trading_days(above, span: str, fills: int) -> None:
    """Sold on Thursday: Monday's close is two trading days later, Tuesday's three; it is the last."""
    found = above("stop_loss = (high - low) * 2", f"cooldown = {span}")
    assert found["fills"] == fills


def test_an_unknown_distance_is_no_entry(above) -> None:
    found = above("stop_loss = close / (close - close) * close")
    assert found["fills"] == 0
    assert dropped(found)["stop_unknown"] == 4


def test_one_position_at_a_time(above) -> None:
    found = above("max_positions = 1", symbols="AAA,BBB")
    assert found["fills"] == 1
    assert dropped(found)["max_positions"] == 4


def test_exposure_is_cut_to_what_is_left(above, tmp_path: Path) -> None:
    """10 shares decided at 110 are 1,100 of 10,000; 15 % leave 400 for the other: 3 shares."""
    found = above("max_exposure = 15%", symbols="AAA,BBB")
    assert sorted(trade["quantity"] for trade in trades(tmp_path)) == [3, 10]
    assert dropped(found) == {"exposure_cut": 1}


def test_the_weight_of_a_symbol_is_cut(above, tmp_path: Path) -> None:
    found = above("max_symbol_weight = 5%", "max_position_size = 50%")
    assert [trade["quantity"] for trade in trades(tmp_path)] == [4]
    assert dropped(found) == {"weight_cut": 1}


def test_a_drawdown_ends_the_trading(above, tmp_path: Path) -> None:
    """60 shares at 120: equity is 10,300 at 125 and 8,200 at 90, a fall of 20.4 %. Sold at the next open."""
    found = above("max_drawdown = 20%", "on_breach = flatten", quantity="60")
    (trade,) = trades(tmp_path)
    assert trade["exit_price"] == 80
    assert trade["reason"] == "max drawdown"
    assert dropped(found) == {"max_drawdown": 2}


def test_size_by_risk_loses_that_share_of_equity_at_the_stop(above, tmp_path: Path) -> None:
    """1 % of 10,000 over a distance of 20 is 5 shares."""
    above("stop_loss = (high - low) * 2", quantity="size_by_risk(1%, stop: (high - low) * 2)")
    assert trades(tmp_path)[0]["quantity"] == 5


def test_parameters_may_be_limits_within_what_limits_can_be(jtsc: Jtsc, tmp_path: Path, bars: str) -> None:
    text = ABOVE.format(quantity="10", limits="max_positions = most").replace(
        "  entry", "  params {\n    most = 2 in 0..5\n  }\n\n  entry", 1
    )
    (tmp_path / "above.jts").write_text(text, "utf-8")
    assert "fills" in jtsc("backtest", "above.jts", "--data", bars, "--json").json
    assert "max_positions is 0" in jtsc("backtest", "above.jts", "--data", bars, "--param", "most=0").message


def test_size_by_volatility_moves_equity_by_the_target_on_a_usual_bar(above, tmp_path: Path) -> None:
    """Returns of 10 % and 13.64 % deviate by 1.818 %: 55 % of equity moves by 1 %, 44 shares at 125."""
    above("max_positions = 1", quantity="size_by_volatility(1%, period: 2)")
    assert trades(tmp_path)[0]["quantity"] == 44
