"""A folder for a store, bars to put into it, and other processes that use it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[4]

pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a store may be made, with a name that is not plain ASCII."""
    return tmp_path / "저장소 1"


@pytest.fixture
def bar_file(tmp_path: Path) -> Path:
    """Forty symbols of 2,000 days, prices told apart by symbol and day."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    symbols, days = 40, 2_000
    close = 1000.0 * np.repeat(np.arange(1, symbols + 1), days) + np.tile(np.arange(days), symbols) / 4
    table = {
        "timestamp": np.tile(np.arange(days) * 86_400_000, symbols),
        "symbol": np.repeat([f"S{s:02}" for s in range(symbols)], days),
        **dict.fromkeys(("open", "high", "low", "close"), close),
        "volume": np.ones(symbols * days),
    }
    path = tmp_path / "bars.parquet"
    pq.write_table(pa.table(table), path)
    return path


@pytest.fixture
def python(folder: Path, bar_file: Path) -> Callable[[str], subprocess.Popen[str]]:
    """Start a program, with the store's folder and the file as its arguments, in Korean time."""

    def start(program: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, str(folder), str(bar_file)],
            cwd=CHECKOUT,
            env=os.environ | {"TZ": "Asia/Seoul"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start
