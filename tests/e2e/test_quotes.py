"""`jtsc backtest --quotes`, over a stream whose result is worked out by hand."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

JUMP = """strategy("Jump") {
  sources { mine: symbols[0..9] }
  surge_detection {
    when (close > close[1] * 1.05) {
      execute_immediately({ broker: select_fastest_broker(), size: 10 })
    }
  }
}
"""
# The first minute closes at 100; 106 is the first price above 105, and the quote after it asks 107.5.
QUOTES = """timestamp,symbol,last,size,bid,ask
2024-08-08 00:00:10,BTC,100,1,99.5,100.5
2024-08-08 00:00:40,BTC,100,1,99.5,100.5
2024-08-08 00:01:05,BTC,104,1,103.5,104.5
2024-08-08 00:01:20,BTC,106,1,105.5,106.5
2024-08-08 00:01:30,BTC,107,0,106.5,107.5
2024-08-08 00:02:10,BTC,110,1,109.5,110.5
"""


@pytest.fixture
def jump(tmp_path: Path) -> list[str]:
    (tmp_path / "jump.jts").write_text(JUMP, "utf-8")
    (tmp_path / "quotes.csv").write_text(QUOTES, "utf-8")
    return ["backtest", "jump.jts", "--quotes", "quotes.csv", "--cash", "10_000"]


def test_a_surge_is_bought_at_the_ask_of_the_next_quote(jtsc, jump: list[str], tmp_path: Path) -> None:
    found = jtsc(*jump, "--timeframe", "1m", "--surges", "surges.parquet", "--json").json
    assert (found["fills"], found["quotes"], found["bars"]) == (1, 6, 2)
    assert found["equity_final"] == pytest.approx(10_000 + 10 * (110 - 107.5))
    assert found["surges"] == {"count": 1, "latency_ms_median": 15_000, "latency_ms_highest": 15_000}
    surge = pq.read_table(tmp_path / "surges.parquet").to_pylist()[0]
    assert str(surge["timestamp"]).startswith("2024-08-08 00:01:20")
    assert (surge["symbol"], surge["broker"], surge["detection_latency_ms"]) == ("BTC", "mine", 15_000)


def test_over_bars_it_is_seen_at_the_close(jtsc, jump: list[str], tmp_path: Path) -> None:
    rows = ("00:00,BTC,100,100,100,100,2", "00:01,BTC,104,107,104,107,2", "00:02,BTC,110,110,110,110,1")
    text = "\n".join(["timestamp,symbol,open,high,low,close,volume", *(f"2024-08-08 {row}" for row in rows)])
    (tmp_path / "bars.csv").write_text(text, "utf-8")
    found = jtsc("backtest", "jump.jts", "--data", "bars.csv", "--cash", "10_000", "--json").json
    assert (found["fills"], found["equity_final"]) == (1, 10_000)  # bought and marked at 110
    assert found["surges"]["latency_ms_highest"] == 60_000


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), ("nothing says how long the bars are", "--timeframe 1m")),
        (("--data", "quotes.csv"), ("--data and --quotes are given", "leave --data out")),
        (("--timeframe", "1m", "--venue", "krx", "--to", "2024-08-07"), ("no bar opens before",)),
        (("--timeframe", "1h"), ("no bar of 1h ends within the quotes",)),
        (("--timeframe", "1m", "--columns", "open=last"), ("'open' is no role of a column",)),
        (("--timeframe", "1m", "--surges", "quotes.csv"), ("would overwrite the quotes",)),
    ],
)
def test_what_cannot_work_is_said(
    jtsc, jump: list[str], options: tuple[str, ...], said: tuple[str, ...]
) -> None:
    result = jtsc(*jump, *options)
    assert (result.code, result.out) == (2, "")
    for words in said:
        assert words in result.message


def test_surges_of_a_strategy_that_looks_for_none(jtsc, jump: list[str], threshold: str) -> None:
    result = jtsc("backtest", threshold, *jump[2:], "--timeframe", "1m", "--surges", "surges.parquet")
    assert result.code == 2
    assert "has no surge_detection" in result.message
