"""`execution { priority }` as a user writes it: who is bought where the cash reaches for one."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Jtsc
from tests.jtsc.checked import codes

STRATEGY = """\
strategy("Turns") {{
  execution {{
    priority = {priority}
  }}

  entry.long {{
    when (close > 1) {{ buy(quantity: 90%) }}
  }}

  risk_management {{
    max_positions = 1
  }}
}}
"""
# AAA rises by a tenth a day and is dear, BBB falls and is cheap.
BARS = "timestamp,symbol,open,high,low,close,volume\n" + "".join(
    f"2024-01-0{day},{symbol},{price},{price},{price},{price},{volume}\n"
    for symbol, prices, volume in (("AAA", (1000, 1100, 1210, 1331), 5), ("BBB", (50, 45, 40, 36), 9))
    for day, price in enumerate(prices, 1)
)


@pytest.mark.parametrize(
    ("priority", "bought"),
    [
        ("close", "AAA"),
        ("-close", "BBB"),
        ("volume", "BBB"),
        ("-rank(close)", "AAA"),
        ("close / close", "AAA"),
    ],
)
def test_the_largest_is_bought(jtsc: Jtsc, tmp_path: Path, priority: str, bought: str) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "turns.jts").write_text(STRATEGY.format(priority=priority), "utf-8")
    (tmp_path / "turns.csv").write_text(BARS, "utf-8")
    jtsc("backtest", "turns.jts", "--data", "turns.csv", "--trades", "trades.parquet", "--json")
    assert pq.read_table(tmp_path / "trades.parquet")["symbol"].to_pylist() == [bought]


@pytest.mark.parametrize("priority", ["5", "equity", "position.pnl", "close > open", '"high"'])
def test_what_does_not_tell_symbols_apart_is_refused(priority: str) -> None:
    assert codes(STRATEGY.format(priority=priority)) == ["JTS0549"]
