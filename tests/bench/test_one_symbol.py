"""One symbol x 1 M bars, an account of its own, against one fused loop in C doing the same work."""

import statistics
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.bar_source import FileSource
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import run_backtest
from runtime.clock import SystemClock

RUNS = 15
MOST = 3.0  # times the C loop
MINUTE_MS, FIRST_MS = 60_000, 1_600_000_000_000


@pytest.fixture(scope="module")
def million_bars(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("w1") / "w1.parquet"
    columns = {
        name: np.fromfile(reference / "data" / f"w1_{name[0]}.f64")
        for name in ("open", "high", "low", "close", "volume")
    }
    rows = len(columns["open"])
    timestamp = FIRST_MS + MINUTE_MS * np.arange(rows, dtype=np.int64)
    pq.write_table(pa.table({"timestamp": timestamp, "symbol": pa.array(["W1"] * rows), **columns}), path)
    return path


def test_engine_seconds(
    million_bars: Path, c_rows: dict[tuple[str, str], dict[str, Any]], say: Callable[[str], None]
) -> None:
    artifact = compile_file(Path(__file__).with_name("sma_five_percent.jts")).artifact
    kernel = load_kernel(artifact)
    request = BacktestRequest(
        parameters=(),
        costs=parse_costs("buy=0.015%,sell=0.015%,tax=0.2%", "0%"),
        cash=Decimal(100_000_000),
        lot=Decimal("0.00000001"),
        per_symbol=True,
    )
    source, clock = FileSource(million_bars), SystemClock()
    runs = [run_backtest(artifact, kernel, request, source, clock).summary for _ in range(RUNS)]
    peer = c_rows["W1", "C fused 1t"]
    assert runs[0].metrics["fills"] == peer["res"]["trades"]
    assert runs[0].metrics["equity_final"] == pytest.approx(peer["res"]["eq"], rel=1e-9)
    assert runs[0].metrics["max_drawdown"] == pytest.approx(peer["res"]["dd"], abs=1e-6)
    ours = statistics.median(run.engine_seconds for run in runs)
    ratio = ours / peer["steady_s"]
    say(
        f"1 symbol x 1 M bars: {ours * 1e3:.2f} ms, C fused 1t {peer['steady_s'] * 1e3:.2f} ms: {ratio:.2f} x"
    )
    assert ratio <= MOST
