"""1,800 symbols x 5,000 bars: an account each and one for all, against C and vectorbt doing the same work."""

import json
import os
import statistics
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import SystemClock
from runtime.engine.tiles import Tiling
from runtime.market_data.loaded_bars import bars_of_rows
from runtime.market_data.raw_rows import RawRows
from tests.runtime.backtest.made_bars import GivenBars

SYMBOLS, BARS = 1_800, 5_000
RUNS = 15
MOST_PER_SYMBOL = 1.5  # times the C loop on one thread
MOST_ONE_ACCOUNT = 4.0
LEAST_FASTER_THAN_VECTORBT = 40
MINUTE_NS, FIRST_NS = 60_000_000_000, 1_600_000_000 * 10**9
VECTORBT = Path(os.environ.get("JTS_BENCH_VENV", "~/jts-bench-venv")).expanduser() / "bin" / "python"

REQUEST = BacktestRequest(
    parameters=(),
    costs=parse_costs("buy=0.015%,sell=0.015%,tax=0.2%", "0%"),
    cash=Decimal(100_000_000),
    lot=Decimal("0.00000001"),
    tiling=Tiling(threads=2),
)
Rows = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def market(reference: Path) -> GivenBars:
    """The same bars that the peers read."""
    numbers = {
        name: np.fromfile(reference / "data" / f"w2_{name[0]}.f64")
        for name in ("open", "high", "low", "close", "volume")
    }
    names = tuple(f"S{s:04}" for s in range(SYMBOLS))
    codes = np.repeat(np.arange(SYMBOLS, dtype=np.int32), BARS)
    times = np.tile(FIRST_NS + MINUTE_NS * np.arange(BARS, dtype=np.int64), SYMBOLS)
    return GivenBars(bars_of_rows(RawRows(names, codes, times, numbers)))


def timed(market: GivenBars, request: BacktestRequest) -> tuple[Backtest, float]:
    """Return a run, and the median of the engine's seconds."""
    artifact = compile_file(Path(__file__).with_name("sma_five_percent.jts")).artifact
    kernel = load_kernel(artifact)
    seconds = []
    for _ in range(RUNS):
        done = run_backtest(artifact, kernel, request, market, SystemClock())
        seconds.append(done.summary.engine_seconds)
    return done, statistics.median(seconds)


@pytest.fixture(scope="module")
def per_symbol(market: GivenBars) -> tuple[Backtest, float]:
    return timed(market, replace(REQUEST, per_symbol=True))


def test_an_account_for_each_symbol(
    per_symbol: tuple[Backtest, float], c_rows: Rows, say: Callable[[str], None]
) -> None:
    done, seconds = per_symbol
    peer = c_rows["W2", "C fused 1t"]
    equity = done.outcome.equity.reshape(SYMBOLS, BARS)
    drawdown = 1 - equity / np.maximum.accumulate(equity, axis=1)
    assert done.summary.metrics["fills"] == peer["res"]["trades"]
    assert equity[:, -1].mean() == pytest.approx(peer["res"]["eq"], rel=1e-9)
    assert drawdown.max() == pytest.approx(peer["res"]["dd"], abs=1e-6)
    say(compared("--per-symbol", seconds, peer["steady_s"]))
    assert seconds / peer["steady_s"] <= MOST_PER_SYMBOL


def test_one_account(market: GivenBars, c_rows: Rows, say: Callable[[str], None]) -> None:
    done, seconds = timed(market, REQUEST)
    peer = c_rows["W2", "C fused 1t"]
    assert done.summary.metrics["fills"] > 5_000
    say(compared("one account", seconds, peer["steady_s"]))
    assert seconds / peer["steady_s"] <= MOST_ONE_ACCOUNT


def test_against_vectorbt(
    per_symbol: tuple[Backtest, float], reference: Path, say: Callable[[str], None]
) -> None:
    if not VECTORBT.exists():
        pytest.skip(f"needs vectorbt[rust] in a virtual environment: none at {VECTORBT} (JTS_BENCH_VENV)")
    command = [VECTORBT, "bench_vbt.py", "W2", "5", "auto"]
    done = subprocess.run(command, cwd=reference, check=True, capture_output=True, text=True)
    peer = json.loads(done.stdout.partition("JSON ")[2])
    ours, seconds = per_symbol
    assert ours.summary.metrics["fills"] == peer["res"]["trades"]
    say(f"vectorbt {peer['steady_s']:.2f} s: {peer['steady_s'] / seconds:.0f} x the time of --per-symbol")
    assert peer["steady_s"] / seconds >= LEAST_FASTER_THAN_VECTORBT


def compared(what: str, ours: float, theirs: float) -> str:
    times = f"{ours * 1e3:.1f} ms on two threads, C fused 1t {theirs * 1e3:.1f} ms: {ours / theirs:.2f} x"
    return f"{SYMBOLS:,} symbols x {BARS:,} bars, {what}: {times}"
