"""599 KOSPI codes over ten years as one account: file and store, threads and tiles give the same bits."""

from decimal import Decimal
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
Sources = dict[str, GivenBars]


def request(tiling: Tiling) -> BacktestRequest:
    return BacktestRequest(
        parameters=(),
        costs=parse_costs("krx", "0%"),
        cash=Decimal(100_000_000),
        lot=Decimal(1),
        currency="KRW",
        tiling=tiling,
    )


@pytest.fixture(scope="module")
def sources(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """The bars of the file, and those of a store that they were imported into, each read as a run would."""
    from runtime.app import bar_store

    path = shared / "data" / "bars" / "krx_daily_adj_599sym_2012-2022.parquet"
    artifact = compile_file(STRATEGIES / f"{NAMES[0]}.jts").artifact
    needs = [Need(0, 0, 0)]

    def read(source: BarSource) -> GivenBars:
        return GivenBars(source.load(request(Tiling()), artifact, needs))

    with bar_store(tmp_path_factory.mktemp("store"), create=True) as store:
        list(import_bars(store, read_bars(path).bars, "file"))
        return {"file": read(FileSource(path)), "store": read(StoreSource(store))}


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
        ("file", Tiling(threads=5, rows=1)),
        ("file", Tiling(threads=2, rows=100_000)),
    ):
        again = run(source, tiling)
        assert again.bars.symbols == alone.bars.symbols
        assert bytes_of(again.outcome) == expected
        assert again.summary.metrics == alone.summary.metrics
