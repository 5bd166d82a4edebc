"""599 KOSPI codes over ten years as one account: file and store, threads and tiles give the same bits."""

from decimal import Decimal
from mmap import mmap
from pathlib import Path

import pytest

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.bar_source import BarSource, FileSource, StoreSource
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.backtest.warmup import Need
from runtime.clock import SystemClock
from runtime.engine.tiles import Tiling
from runtime.market_data.bar_file import read_bars
from runtime.storage.import_bars import import_bars
from tests.runtime.backtest.made_bars import GivenBars, bytes_of

pytest.importorskip("chdb", reason="the embedded store needs the extra jts[store]")

STRATEGIES = Path(__file__).parents[3] / "strategies"
NAMES = ("sma_crossover", "rsi_reversion", "donchian_breakout")
ONE_MB = 10**6
Sources = dict[str, GivenBars]


def request(tiling: Tiling, memory_bytes: int | None = None) -> BacktestRequest:
    return BacktestRequest(
        parameters=(),
        costs=parse_costs("krx", "0%"),
        cash=Decimal(100_000_000),
        lot=Decimal(1),
        currency="KRW",
        tiling=tiling,
        memory_bytes=memory_bytes,
    )


@pytest.fixture(scope="module")
def sources(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """The bars of the file, and those of a store that they were imported into, each read as a run would: into
    memory, and into a file beside the store.
    """
    from runtime.app import open_store

    path = shared / "data" / "bars" / "krx_daily_adj_599sym_2012-2022.parquet"
    artifact = compile_file(STRATEGIES / f"{NAMES[0]}.jts").artifact
    needs = [Need(0, 0, 0)]

    def read(source: BarSource, memory_bytes: int | None = None) -> GivenBars:
        return GivenBars(source.load(request(Tiling(), memory_bytes), artifact, needs))

    folder = tmp_path_factory.mktemp("store")
    with open_store(folder, create=True) as store:
        list(import_bars(store.bars, read_bars(path).bars, "file"))
        stored = StoreSource(store.bars, folder=folder)
        return {"file": read(FileSource(path)), "store": read(stored), "beside": read(stored, ONE_MB)}


def test_bars_beside_the_store_are_not_in_memory(sources: Sources) -> None:
    bars = sources["beside"].loaded.bars
    for column in (bars.ts_open, bars.ts_close, bars.open, bars.high, bars.low, bars.close, bars.halted):
        assert isinstance(column.base, memoryview)
        assert isinstance(column.base.obj, mmap)
        assert len(column) == bars.rows


@pytest.mark.parametrize("name", NAMES)
def test_the_same_result_however_it_is_run(sources: Sources, name: str) -> None:
    artifact = compile_file(STRATEGIES / f"{name}.jts").artifact
    kernel = load_kernel(artifact)

    def run(source: str, tiling: Tiling) -> Backtest:
        return run_backtest(artifact, kernel, request(tiling), sources[source], SystemClock())

    alone = run("file", Tiling(threads=1, rows=1 << 40))
    assert len(alone.bars.symbols) == 599
    assert len(alone.outcome.fills) > 3_000
    expected = bytes_of(alone.outcome)
    for source, tiling in (
        ("store", Tiling(threads=1, rows=1 << 40)),
        ("store", Tiling(threads=2)),
        ("beside", Tiling(threads=2)),
        ("file", Tiling(threads=5, rows=1)),
        ("file", Tiling(threads=2, rows=100_000)),
    ):
        again = run(source, tiling)
        assert again.bars.symbols == alone.bars.symbols
        assert bytes_of(again.outcome) == expected
        assert again.summary.metrics == alone.summary.metrics
