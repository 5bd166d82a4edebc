"""`jtsc backtest` without --data: the store's bars give what the file's gave."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from runtime.app import open_store
from tests.e2e.conftest import Result

pytest.importorskip("chdb", reason="the embedded store needs the extra jts[store]")

STRATEGIES = Path(__file__).parents[2] / "strategies"
OF_THE_PROCESS = ("manifest", "engine_seconds")


@pytest.fixture(scope="module")
def bars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three symbols of 400 days, one of which begins late."""
    path = tmp_path_factory.mktemp("bars") / "bars.csv"
    random = np.random.default_rng(3)
    days = np.arange(np.datetime64("2022-01-03"), np.datetime64("2022-01-03") + 400)
    lines = ["date,symbol,open,high,low,close,volume"]
    for symbol, first in (("A", 0), ("B", 0), ("C", 150)):
        closes = np.round(100 * np.exp(np.cumsum(random.normal(0, 0.02, 400))), 2)
        for day, close in list(zip(days, closes, strict=True))[first:]:
            opened = round(float(close) * (1 + random.normal(0, 0.005)), 2)
            high, low = max(opened, close) + 0.5, min(opened, close) - 0.5
            lines.append(f"{day},{symbol},{opened},{high:.2f},{low:.2f},{close},{random.integers(1, 9_999)}")
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize(
    "span", [(), ("--from", "2022-09-01"), ("--from", "2022-09-01", "--to", "2022-11-30")]
)
@pytest.mark.parametrize("strategy", ["donchian_breakout", "rsi_reversion"])
def test_the_store_gives_what_the_file_gives(
    jtsc: Callable[..., Result], bars: Path, tmp_path: Path, strategy: str, span: tuple[str, ...]
) -> None:
    store = ("--store", str(tmp_path / "store"))
    assert jtsc("data", "import", str(bars), *store).code == 0
    command = ("backtest", str(STRATEGIES / f"{strategy}.jts"), *span, "--json")
    of_store, of_file = jtsc(*command, *store).json, jtsc(*command, "--data", str(bars)).json
    assert of_store["manifest"]["data"]["kind"] == "store"
    for key in OF_THE_PROCESS:
        del of_store[key], of_file[key]
    assert of_store == of_file
    assert of_file["fills"] > 0


SESSIONS = """strategy("Sessions") {
  entry.long {
    when (price_change(2d) > 1% AND session.high > session.prev_close) { buy(quantity: 10%) }
  }
  exit.long {
    when (price_change(1d) < 0% OR close < session.low[1]) { sell(quantity: all) }
  }
}
"""


def test_days_before_the_start_are_read_too(jtsc: Callable[..., Result], tmp_path: Path) -> None:
    """Hours of a venue that closes: two trading days are fewer bars than two days have hours."""
    strategy, hours, store = tmp_path / "sessions.jts", tmp_path / "hours.parquet", tmp_path / "store"
    strategy.write_text(SESSIONS, "utf-8")
    market = ("--profile", "krx", "--symbols", "5", "--timeframe", "1h", "--days", "30", "--seed", "7")
    assert jtsc("data", "generate", *market, "--out", str(hours)).code == 0
    assert jtsc("data", "import", str(hours), "--store", str(store)).code == 0
    command = ("backtest", str(strategy), "--timeframe", "1h", "--from", "2025-03-20", "--json")
    of_store = jtsc(*command, "--store", str(store)).json
    of_file = jtsc(*command, "--data", str(hours)).json
    for key in OF_THE_PROCESS:
        del of_store[key], of_file[key]
    assert of_store == of_file
    assert of_file["fills"] > 0


def test_detected_surges_are_kept_in_the_store(jtsc: Callable[..., Result], tmp_path: Path) -> None:
    """Over the store's bars, and over quotes where a store is named; again they are the same surges."""
    day, store = tmp_path / "day.parquet", tmp_path / "store"
    made = ("--symbols", "150", "--timeframe", "1m", "--days", "2", "--seed", "3", "--quotes")
    assert jtsc("data", "generate", *made, "--out", str(day)).code == 0
    assert jtsc("data", "import", str(day), "--store", str(store)).code == 0
    strategy = str(STRATEGIES / "unified_surge_scanner.jts")
    run = ("backtest", strategy, "--timeframe", "1m", "--venue", "krx", "--store", str(store), "--json")
    of_bars = jtsc(*run).json["surges"]
    assert jtsc(*run).json["surges"] == of_bars
    with open_store(store) as opened:
        first = opened.surges.read()
    assert (len(first.ts), set(first.latency_ms.tolist())) == (of_bars["count"], {60_000})
    assert np.all(first.percent > 3)
    assert np.all(first.volume_ratio > 2)
    quotes = ("--quotes", f"{day}.quotes.parquet", "--surges", str(tmp_path / "surges.parquet"))
    of_quotes = jtsc(*run, *quotes).json["surges"]
    with open_store(store) as opened:
        both = opened.surges.read()
    assert 0 < of_quotes["count"] == len(both.ts) - len(first.ts)
    assert of_quotes["latency_ms_highest"] == int(both.latency_ms[both.latency_ms < 60_000].max())


def test_a_store_beside_a_file_needs_surges_to_keep(
    jtsc: Callable[..., Result], bars: Path, tmp_path: Path
) -> None:
    result = jtsc(
        *("backtest", str(STRATEGIES / "rsi_reversion.jts"), "--data", str(bars)),
        *("--store", str(tmp_path / "store")),
    )
    assert result.code == 2
    assert "--store is given, and the run reads" in result.message
