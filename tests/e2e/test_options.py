"""Each option does what it says, on bars whose results are worked out by hand (see conftest)."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

# Keys of `--json` and what they hold; figures without trades may be null.
NUMBERS = (
    *("equity_final", "total_return", "cagr", "volatility", "sharpe", "sortino", "calmar"),
    *("max_drawdown", "max_drawdown_days", "win_rate", "best_trade", "worst_trade", "profit_factor"),
    *("sqn", "exposure", "commission", "tax", "buy_and_hold", "engine_seconds"),
)
THREADS = ((), ("--threads", "1"), ("--threads", "3"))
COUNTS = ("trades", "open_trades", "fills", "warmup_bars", "bars", "symbols")


def test_json_holds_every_figure(backtest) -> None:
    found = backtest("--json").json
    assert {name: type(found[name]) for name in COUNTS} == dict.fromkeys(COUNTS, int)
    for name in NUMBERS:
        assert isinstance(found[name], int | float | None), name
    assert isinstance(found["dropped"], dict)
    assert found["manifest"]["options"]["cash"] == "10000"
    assert found["manifest"]["data"]["hash"]
    assert 0 < found["max_drawdown"] < 1


def test_the_run_by_hand(backtest) -> None:
    found = backtest("--json").json
    assert (found["equity_final"], found["trades"], found["open_trades"], found["fills"]) == (9_700, 1, 1, 3)
    assert found["total_return"] == pytest.approx(-0.03)
    assert found["worst_trade"] == pytest.approx(80 / 120 - 1)
    assert (found["win_rate"], found["commission"], found["tax"]) == (0, 0, 0)
    assert found["buy_and_hold"] == pytest.approx(120 / 100 - 1)
    assert found["max_drawdown"] == pytest.approx(1 - 9_600 / 10_050)
    assert (found["from"], found["to"]) == ("2024-01-01", "2024-01-09")


@pytest.mark.parametrize(
    ("options", "equity"),
    [
        ("--close-at-end", 9_700),
        ("--costs buy=1%", 9_700 - 12 - 11),
        ("--costs sell=1%,tax=2%", 9_700 - 8 - 16),
        ("--costs sell=1%,tax=2% --close-at-end", 9_700 - 8 - 16 - 12 - 24),
        ("--slippage 10%", 10_000 + (72 - 132) * 10 + (120 - 121) * 10),
        # 121.2, 79.2 and 111.1 go to the next price against the trader: on the data's grid, on the tick's.
        ("--slippage 1%", 10_000 + (79 - 122) * 10 + (120 - 112) * 10),
        ("--slippage 1% --tick 0.1", 10_000 + (79.2 - 121.2) * 10 + (120 - 111.1) * 10),
        ("--slippage 1% --tick 10", 10_000 + (70 - 130) * 10 + (120 - 120) * 10),
        ("--lot 3", 10_000 + (80 - 120) * 9 + (120 - 110) * 9),
        # At the decisions half of 1,000 buys 4 at 110, and half of 840 buys 4 at 105.
        ("--cash 1_000", 1_000 + (80 - 120) * 4 + (120 - 110) * 4),
        ("--param level=109", 10_000 + (80 - 120) * 10),
        ("--param level=200", 10_000),
        ("--param most=5%", 10_000 + (80 - 120) * 4 + (120 - 110) * 4),
        ("--to 2024-01-04", 10_000 + (90 - 120) * 10),
        ("--from 2024-01-05", 10_000 + (120 - 110) * 10),
        ("--currency KRW --symbols BBB", 9_700),
    ],
)
def test_final_equity(backtest, options: str, equity: float) -> None:
    assert backtest(*options.split(), "--json").json["equity_final"] == pytest.approx(equity, abs=1e-9)


def test_closing_at_the_end_closes_the_open_trade(backtest) -> None:
    found = backtest("--close-at-end", "--json").json
    assert (found["trades"], found["open_trades"], found["fills"]) == (2, 0, 4)
    assert found["best_trade"] == pytest.approx(120 / 110 - 1)


def test_a_lot_too_large_is_told(backtest) -> None:
    found = backtest("--lot", "100", "--json").json
    assert (found["fills"], found["equity_final"]) == (0, 10_000)
    assert found["dropped"].keys() == {"size_zero"}
    assert "rounded down to nothing" in backtest("--lot", "100").out


def test_symbols_choose(jtsc, threshold, bars) -> None:
    common = ("backtest", threshold, "--data", bars, "--cash", "10_000", "--json")
    both, one = jtsc(*common).json, jtsc(*common, "--symbols", "BBB").json
    assert (both["symbols"], both["bars"], both["fills"]) == (2, 14, 6)
    assert (one["symbols"], one["bars"], one["fills"]) == (1, 7, 3)
    assert both["equity_final"] == 10_000 + 2 * (one["equity_final"] - 10_000)


def test_an_account_for_each_symbol_sums_the_money(jtsc, threshold, bars) -> None:
    found = jtsc("backtest", threshold, "--data", bars, "--cash", "10_000", "--per-symbol", "--json").json
    assert (found["initial_cash"], found["equity_final"], found["trades"]) == (20_000, 19_400, 2)
    assert {row["symbol"]: row["equity_final"] for row in found["per_symbol"]} == {"AAA": 9_700, "BBB": 9_700}


def test_trades_as_parquet(backtest, tmp_path: Path) -> None:
    assert "trades: trades.parquet" in backtest("--trades", "trades.parquet").out
    closed, still_open = pq.read_table(tmp_path / "trades.parquet").to_pylist()
    assert (closed["entry_price"], closed["exit_price"], closed["quantity"]) == (120, 80, 10)
    assert (closed["profit"], closed["is_open"]) == (-400, False)
    assert closed["entry_time"].date() == date(2024, 1, 3)
    assert closed["exit_time"].date() == date(2024, 1, 5)
    assert (still_open["entry_price"], still_open["profit"], still_open["is_open"]) == (110, 100, True)


def test_a_report_is_one_file_that_asks_for_nothing(backtest, tmp_path: Path) -> None:
    assert "report: report.html" in backtest("--report", "report.html").out
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "Threshold" in text
    assert "src=" not in text.partition("<script")[0]
    assert "<link" not in text
    assert not list(tmp_path.glob("*.part"))


def test_columns_by_other_names(backtest, tmp_path: Path) -> None:
    path = tmp_path / "bars.csv"
    path.write_text(path.read_text("utf-8").replace("close", "adjusted"), "utf-8")
    assert "no column for close" in backtest().message
    assert backtest("--columns", "close=adjusted", "--json").json["equity_final"] == 9_700


def test_arithmetic_sharpe_is_mean_over_deviation(backtest) -> None:
    found = backtest("--metrics-from", "all", "--sharpe", "arithmetic", "--json").json
    equity = np.array([10_000, 10_000, 10_050, 9_700, 9_600, 9_600, 9_700])
    returns = equity[1:] / equity[:-1] - 1
    assert found["sharpe"] == pytest.approx(returns.mean() / returns.std(ddof=1) * np.sqrt(252))
    assert found["volatility"] == pytest.approx(returns.std(ddof=1) * np.sqrt(252))


AVERAGE = """\
strategy("Average") {
  indicators {
    average = SMA(period: 20)
  }

  entry.long {
    when (close > average) {
      buy(quantity: 10)
    }
  }
}
"""


@pytest.fixture
def rising(jtsc, tmp_path: Path):
    """Backtest a 20-bar average over 60 daily bars that rise from 100 by one a day."""
    days = (date(2024, 1, 1) + timedelta(days=day) for day in range(60))
    rows = "".join(f"{day},{p},{p + 1},{p},{p + 1},1\n" for p, day in enumerate(days, start=100))
    (tmp_path / "rising.csv").write_text("timestamp,open,high,low,close,volume\n" + rows, "utf-8")
    (tmp_path / "average.jts").write_text(AVERAGE, "utf-8")
    return lambda *options: jtsc("backtest", "average.jts", "--data", "rising.csv", *options, "--json").json


def test_bars_before_the_start_warm_the_strategy_up(rising, tmp_path: Path) -> None:
    found = rising("--from", "2024-02-01", "--trades", "trades.parquet")
    (trade,) = pq.read_table(tmp_path / "trades.parquet").to_pylist()
    assert found["from"] == "2024-02-01"
    assert trade["entry_time"].date() == date(2024, 2, 2)


def test_without_a_start_the_first_decision_waits_for_the_average(rising, tmp_path: Path) -> None:
    found = rising("--trades", "trades.parquet")
    (trade,) = pq.read_table(tmp_path / "trades.parquet").to_pylist()
    assert found["from"] == "2024-01-20"
    assert trade["entry_time"].date() == date(2024, 1, 21)


def test_results_count_from_the_first_bar_if_asked(rising) -> None:
    assert rising()["buy_and_hold"] == pytest.approx(160 / 120 - 1)
    counted = rising("--metrics-from", "all")
    assert counted["buy_and_hold"] == pytest.approx(160 / 101 - 1)
    assert counted["from"] == "2024-01-01"


def test_threads_change_nothing(backtest) -> None:
    results = [backtest("--symbols", "AAA,BBB", "--per-symbol", *more, "--json").json for more in THREADS]
    for found in results:
        assert found.pop("engine_seconds") > 0
    assert results[1:] == results[:-1]
    assert results[0]["symbols"] == 2
