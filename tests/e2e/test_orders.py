"""Orders as a user writes them, worked out by hand over the bars of `bars`.

Opens 100 100 120 130 80 80 110, closes 100 110 125 90 80 105 120, and no price outside the two: an entry
above 100 is decided at 110, 125, 105 and 120.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Jtsc

STRATEGY = """\
strategy("Orders") {{
  entry.long {{
    when (close > 100) {{
      buy(quantity: 10, {terms})
    }}
  }}

  execution {{
    {execution}
  }}
}}
"""


@pytest.fixture
def orders(jtsc: Jtsc, tmp_path: Path, bars: str):
    """Backtest a strategy whose entries have these terms; return its figures and its trades."""

    def run(terms: str, *options: str, execution: str = "pyramiding = 1") -> tuple[dict[str, Any], list[Any]]:
        import pyarrow.parquet as pq

        (tmp_path / "orders.jts").write_text(STRATEGY.format(terms=terms, execution=execution), "utf-8")
        named = ("--symbols", "AAA", "--cash", "10_000", "--trades", "trades.parquet", "--json")
        found = jtsc("backtest", "orders.jts", "--data", bars, *named, *options).json
        trades = pq.read_table(tmp_path / "trades.parquet").to_pylist()
        return found, [(trade["entry_price"], trade["quantity"]) for trade in trades]

    return run


@pytest.mark.parametrize(
    ("terms", "entry"),
    [
        ("type: market", 120.0),  # the open after 110
        (
            'type: "limit", limit: close - 20',
            105.0,
        ),  # 90 holds for a day; the next, 125 - 20, is reached
        ("type: limit, limit: close - 20, tif: gtc", 90.0),  # 90 is reached a day later
        ("type: stop, stop: high + 5", 120.0),  # the open is beyond 115
        ("type: stop_limit, stop: high + 5, limit: close + 10", 120.0),
        ("type: best, tif: ioc", 120.0),
        ("type: open", 120.0),
        ("type: close", 125.0),  # the close of the bar after the deciding one
    ],
)
def test_each_type_of_order(orders, terms: str, entry: float) -> None:
    _, trades = orders(terms)
    assert trades[0] == (entry, 10)


def test_slippage_of_the_strategy_gives_way_to_the_option(orders) -> None:
    ticks = "slippage = 2 ticks"
    assert orders("type: market", "--tick", "1", execution=ticks)[1][0] == (122, 10)
    assert orders("type: market", "--tick", "1", "--slippage", "0%", execution=ticks)[1][0] == (120, 10)


def test_what_waits_too_long_is_told(orders) -> None:
    found, trades = orders('type: limit, limit: close / 2, tag: "deep"')
    assert trades == []
    assert found["dropped"]["expired"] >= 1


def test_an_extended_session_is_told(orders) -> None:
    found, _ = orders("type: market", execution="session = extended")
    assert any("extended" in note for note in found["notes"])
