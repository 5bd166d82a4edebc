"""Detected surges as a file."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from runtime.backtest.report.surges import write_surges
from runtime.domain.surges import Surges


def test_one_row_a_surge(tmp_path: Path) -> None:
    surges = Surges(
        symbols=("A", "B"),
        accounts=("creon", "kis"),
        symbol=np.array([1, 0], np.int32),
        account=np.array([0, 1], np.int32),
        ts=np.array([1_000_000_000, 2_000_000_000]),
        percent=np.array([3.5, np.nan], np.float32),
        volume_ratio=np.array([2.5, 4.0], np.float32),
        latency_ms=np.array([60_000, 12], np.uint32),
    )
    write_surges(tmp_path / "surges.parquet", surges)
    table = pq.read_table(tmp_path / "surges.parquet")
    assert table.column("symbol").to_pylist() == ["B", "A"]
    assert table.column("broker").to_pylist() == ["creon", "kis"]
    assert table.column("timestamp").cast("int64").to_pylist() == [1_000_000_000, 2_000_000_000]
    assert table.column("detection_latency_ms").to_pylist() == [60_000, 12]
    assert table.column("surge_percent").to_pylist()[0] == 3.5
