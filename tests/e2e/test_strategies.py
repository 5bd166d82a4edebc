"""Every strategy that is shipped checks without a diagnostic, is formatted and trades on made data."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from runtime.market_data.generator.market import generate_market
from runtime.market_data.generator.market_file import write_market
from runtime.market_data.generator.profile import KRX
from runtime.market_data.timeframe import parse_timeframe
from tests.e2e.conftest import Result

STRATEGIES = Path(__file__).parents[2] / "strategies"
# What each is made for: timeframe and days of a generated market.
DAILY, INTRADAY, HOURLY = ("1d", "400"), ("5m", "40"), ("1h", "80")
MADE_FOR = {
    "bollinger_squeeze": DAILY,
    "closing_trade": INTRADAY,
    "disparity_reversal": DAILY,
    "donchian_breakout": DAILY,
    "dual_momentum": DAILY,
    "macd_with_daily_filter": HOURLY,
    "momentum_rank": DAILY,
    "multi_timeframe_momentum": HOURLY,
    "opening_range_breakout": INTRADAY,
    "pair_spread": DAILY,
    "rsi_reversion": DAILY,
    "rsi_two": DAILY,
    "sma_crossover": DAILY,
    "starter": DAILY,
    "unified_surge_scanner": ("1m", "2"),
    "volatility_breakout": INTRADAY,
    "volume_surge": DAILY,
}
Market = Callable[[tuple[str, str]], Path]


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    """Give a generated market of a timeframe, made once."""
    folder = tmp_path_factory.mktemp("markets")

    def made(kind: tuple[str, str]) -> Path:
        path = folder / f"{kind[0]}.parquet"
        if not path.exists():
            symbols, first = (120 if kind[0] == "1m" else 30), date(2025, 3, 4)
            length, days = parse_timeframe(kind[0]), int(kind[1])
            made = generate_market(
                KRX, symbols=symbols, timeframe_ns=length, days=days, seed=5, first_day=first
            )
            with path.open("wb") as bars:
                write_market(made, bars, io.BytesIO())
        return path

    return made


def test_no_strategy_is_left_out() -> None:
    assert sorted(path.stem for path in STRATEGIES.glob("*.jts")) == sorted(MADE_FOR)


@pytest.mark.parametrize("name", sorted(MADE_FOR))
def test_a_strategy_trades(jtsc: Callable[..., Result], market: Market, tmp_path: Path, name: str) -> None:
    path = STRATEGIES / f"{name}.jts"
    assert jtsc("check", str(path)).code == 0
    assert jtsc("fmt", "--check", str(path)).code == 0
    data = market(MADE_FOR[name])
    if name == "pair_spread":  # the generated market has no such share
        path = tmp_path / "pair.jts"
        path.write_text((STRATEGIES / f"{name}.jts").read_text("utf-8").replace("005930", "G00002"), "utf-8")
    given = ("--param", "times=2") if name == "volume_surge" else ()  # the made volumes are calm
    found = jtsc(
        *("backtest", str(path), *given, "--data", str(data), "--venue", "krx", "--costs", "krx"),
        *("--currency", "KRW", "--cash", "10_000_000_000", "--json"),
    ).json
    assert found["fills"] > 0
    assert found["rejected_rows"] == {}
