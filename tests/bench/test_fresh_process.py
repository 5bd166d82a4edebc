"""What a user waits for: a command in a process of its own, against importing numpy and numba."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.bench.conftest import ROOT, median_seconds

TIMES = 9
MOST = 3.0  # times the import
DAY_MS = 86_400_000
JTSC = [str(Path(sys.executable).with_name("jtsc"))]


@pytest.fixture(scope="module")
def daily_bars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten years of one symbol."""
    rows = 2_500
    walk = np.round(100 * np.exp(np.cumsum(np.random.default_rng(7).normal(0, 0.01, rows))), 2)
    path = tmp_path_factory.mktemp("daily") / "daily.parquet"
    prices = dict.fromkeys(("open", "high", "low", "close"), walk)
    timestamp = 1_400_000_000_000 + DAY_MS * np.arange(rows, dtype=np.int64)
    table = {"timestamp": timestamp, "symbol": ["A"] * rows, **prices, "volume": np.full(rows, 1e6)}
    pq.write_table(pa.table(table), path)
    return path


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, env=os.environ)


def test_commands(daily_bars: Path, tmp_path: Path, say: Callable[[str], None]) -> None:
    given = (ROOT / "strategies" / "sma_crossover.jts").read_text("utf-8")
    strategy = tmp_path / "edited.jts"
    strategy.write_text(given, "utf-8")
    backtest = [*JTSC, "backtest", str(strategy), "--data", str(daily_bars)]
    run(backtest)

    imports = median_seconds(lambda: run([sys.executable, "-c", "import numpy, numba"]), TIMES)
    unchanged = median_seconds(lambda: run(backtest), TIMES)

    def edit_and_run() -> None:
        # A number never compiled before: the cache outlives this run.
        average = f"SMA(period: 20) * 1.{time.time_ns()}"
        strategy.write_text(given.replace("SMA(period: 20)", average), "utf-8")
        run(backtest)

    edited = median_seconds(edit_and_run, 5)
    check = median_seconds(lambda: run([*JTSC, "check", str(strategy)]), TIMES)
    say(f"import numpy, numba:        {imports:.3f} s")
    say(f"backtest, unchanged:        {unchanged:.3f} s: {unchanged / imports:.2f} x (at most {MOST:g} x)")
    say(f"backtest, after an edit:    {edited:.3f} s (wanted: 2 s)")
    say(f"check of a small file:      {check:.3f} s (wanted: 0.3 s)")
    assert unchanged / imports <= MOST
