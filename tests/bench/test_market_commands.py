"""Whole markets as a user runs them: a command in a process of its own, its time and its memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bench.conftest import ROOT

JTSC = str(Path(sys.executable).with_name("jtsc"))
STRATEGIES = ROOT / "strategies"
IMPORTED_BYTES = 200 * 2**20  # the interpreter, its libraries and machine code
ENGINE_BYTES = 512 * 2**20  # of the embedded store
MOST_BYTES_A_BAR = 120
MINUTES = ("--symbols", "200", "--timeframe", "1m", "--days", "250", "--seed", "7")  # a year of KRX


@dataclass(frozen=True)
class Finished:
    out: str
    seconds: float
    peak_bytes: int
    anonymous_bytes: int  # of these, what no file is behind

    def told(self, bars: int) -> str:
        speed = f"{bars / self.seconds / 1e6:.1f} M bars/s"
        return f"{self.seconds:.2f} s ({speed}), {self.peak_bytes / 2**20:,.0f} MB at most"


def jtsc(*args: object) -> Finished:
    """Run a command in a process that is measured."""
    measured = [sys.executable, str(Path(__file__).with_name("measured_process.py")), JTSC, *map(str, args)]
    done = subprocess.run(measured, check=True, stdout=subprocess.PIPE, text=True)
    return Finished(**json.loads(done.stdout))


def backtest(name: str, *args: object) -> tuple[dict[str, Any], Finished]:
    """Run a strategy twice: the first time may compile it."""
    command = ("backtest", STRATEGIES / f"{name}.jts", "--currency", "KRW", "--costs", "krx", "--json", *args)
    jtsc(*command)
    done = jtsc(*command)
    return json.loads(done.out), done


def test_a_year_of_minutes(tmp_path: Path, say: Callable[[str], None]) -> None:
    minutes = tmp_path / "minutes.parquet"
    generated = jtsc("data", "generate", *MINUTES, "--out", minutes, "--json")
    bars = json.loads(generated.out)["bars"]
    assert bars > 19_000_000
    say(f"{bars:,} minute bars of 200 symbols generated: {generated.told(bars)}")
    for name in ("multi_timeframe_momentum", "sma_crossover"):
        found, done = backtest(name, "--data", minutes, "--venue", "krx", "--cash", "1_000_000_000")
        assert found["fills"] > 0
        say(f"{name}: {done.told(bars)}, engine {found['engine_seconds']:.3f} s")
        assert done.peak_bytes <= IMPORTED_BYTES + MOST_BYTES_A_BAR * bars


def test_a_year_of_minutes_beside_the_store(tmp_path: Path, say: Callable[[str], None]) -> None:
    """What a run needs does not grow with the market: its bars lie in a file."""
    pytest.importorskip("chdb", reason="the embedded store needs the extra jts[store]")
    minutes, store = tmp_path / "minutes.parquet", tmp_path / "store"
    bars = json.loads(jtsc("data", "generate", *MINUTES, "--out", minutes, "--json").out)["bars"]
    imported = jtsc("data", "import", minutes, "--store", store)
    say(f"{bars:,} minute bars imported: {imported.told(bars)}")
    results = []
    for memory in ("100GB", "1MB"):
        where = ("--store", store, "--memory", memory, "--timeframe", "1m", "--venue", "krx")
        found, done = backtest("multi_timeframe_momentum", *where, "--cash", "1_000_000_000")
        held = done.anonymous_bytes
        say(
            f"multi_timeframe_momentum, --memory {memory}: {done.told(bars)}, "
            f"{held / 2**20:,.0f} MB without files"
        )
        results.append({**found, "engine_seconds": 0})
    assert results[0] == results[1]
    assert held <= IMPORTED_BYTES + ENGINE_BYTES


def test_ten_years_of_kospi(shared: Path, tmp_path: Path, say: Callable[[str], None]) -> None:
    pytest.importorskip("chdb", reason="the embedded store needs the extra jts[store]")
    data = shared / "data" / "bars" / "krx_daily_adj_599sym_2012-2022.parquet"
    store = tmp_path / "store"
    jtsc("data", "import", data, "--store", store)
    for name in ("sma_crossover", "rsi_reversion", "donchian_breakout"):
        for source in (("--data", data), ("--store", store)):
            found, done = backtest(name, *source, "--cash", "100_000_000")
            assert found["symbols"] == 599
            assert found["fills"] > 3_000
            engine = ENGINE_BYTES if source[0] == "--store" else 0
            assert done.peak_bytes <= IMPORTED_BYTES + engine + MOST_BYTES_A_BAR * found["bars"]
            say(f"{name} over 599 codes, {source[0]}: {done.told(found['bars'])}")
