"""How the symbols are spread over tiles and threads changes no bit of a result, nor its manifest."""

from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jtsc.artifact import Artifact
from jtsc.driver import compile_file, load_kernel
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import SystemClock
from runtime.domain.bars import Bars
from runtime.engine.tiles import Tiling
from runtime.market_data.loaded_bars import LoadedBars
from tests.runtime.backtest.made_bars import GivenBars, bytes_of, random_hours

ONE_TILE = Tiling(threads=1, rows=1 << 40)
Compiled = tuple[Artifact, ModuleType]

# Amounts that the market makes, stops, and decisions that wait for the day before.
PROGRAMS = {
    "payloads": """
strategy("Payloads") {
  indicators { range = ATR(period: 4) }
  entry.long { when (close crosses above SMA(period: 5)) { buy(quantity: 2_000 KRW / range) } }
  exit.long { when (close crosses below SMA(period: 5)) { sell(quantity: all) } }
  entry.short { when (close < low[1]) { short(quantity: if close > 100 then 2% else 5%) } }
  exit.short { when (close > high[1]) { cover(quantity: all) } }
  risk_management { stop_loss = 4% }
}
""",
    "days": """
strategy("Days") {
  timeframes {
    daily = "1d"
    hourly = "1h"
  }
  indicators {
    on daily { trend = SMA(period: 2) }
    on hourly { rsi = RSI(period: 3) }
  }
  entry.long { when (daily.close >= daily.trend AND hourly.rsi < 60) { buy(quantity: 10%) } }
  exit.long { when (hourly.rsi > 75) { sell(quantity: all) } }
  risk_management {
    trailing_stop = 6%
    daily_loss_limit = 2%
  }
}
""",
}


@pytest.fixture(scope="module", params=PROGRAMS)
def compiled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    path: Path = tmp_path_factory.mktemp("programs") / f"{request.param}.jts"
    path.write_text(PROGRAMS[request.param], "utf-8")
    artifact = compile_file(path).artifact
    return artifact, load_kernel(artifact)


def run(compiled: Compiled, bars: Bars, per_symbol: bool, tiling: Tiling) -> Backtest:
    request = BacktestRequest(
        parameters=(),
        costs=parse_costs("buy=0.015%,sell=0.015%,tax=0.2%", "0.1%"),
        cash=Decimal(100_000),
        lot=Decimal(1),
        per_symbol=per_symbol,
        tiling=tiling,
    )
    return run_backtest(*compiled, request, GivenBars(LoadedBars(bars, (), ())), SystemClock())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32),
    lengths=st.lists(st.integers(1, 300), min_size=1, max_size=12),
    threads=st.integers(1, 5),
    rows=st.integers(1, 2_000),
    per_symbol=st.booleans(),
)
def test_no_bit_depends_on_tiles_or_threads(
    compiled: Compiled, seed: int, lengths: list[int], threads: int, rows: int, per_symbol: bool
) -> None:
    bars = random_hours(seed, [300, *lengths])
    whole = run(compiled, bars, per_symbol, ONE_TILE)
    parts = run(compiled, bars, per_symbol, Tiling(threads, rows))
    assert bytes_of(parts.outcome) == bytes_of(whole.outcome)
    assert parts.summary.metrics == pytest.approx(whole.summary.metrics, rel=0, abs=0, nan_ok=True)
    assert parts.summary.manifest == whole.summary.manifest


@pytest.mark.parametrize("per_symbol", [False, True])
def test_the_markets_of_this_test_make_trades_and_drops(compiled: Compiled, per_symbol: bool) -> None:
    outcome = run(compiled, random_hours(1, [300] * 9), per_symbol, Tiling(threads=3, rows=500)).outcome
    assert len(outcome.fills) > 50
    assert len(set(outcome.fills["symbol"].tolist())) == 9
