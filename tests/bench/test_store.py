"""The store against Parquet, on equal work: a file taken in, and columns given back as numpy arrays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from runtime.domain.bars import Bars
from runtime.market_data.bar_file import read_bars
from runtime.storage.import_bars import import_bars
from runtime.storage.load_bars import load_bars
from runtime.storage.store import Store
from tests.bench.conftest import median_seconds

SYMBOLS, READ_SYMBOLS, BARS = 2_000, 1_800, 5_000
COLUMNS = ("open", "high", "low", "close", "volume")
MINUTE_MS, FIRST_MS = 60_000, 1_600_000_000_000
MOST_IMPORT, MOST_READ = 25.0, 15.0  # times Parquet

pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")


@dataclass(frozen=True)
class Filled:
    """The store with what was imported into it, the file it came from, and how long both ways took."""

    store: Store
    file: Path
    ours_s: float
    parquet_s: float


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    from runtime.app import open_store

    folder = tmp_path_factory.mktemp("store")
    file = folder / "bars.parquet"
    _write_bars(file)
    begin = perf_counter()
    pq.write_table(pq.read_table(file), folder / "copy.parquet", compression="zstd")
    parquet_s = perf_counter() - begin
    with open_store(folder / "store", create=True) as store:
        begin = perf_counter()
        for _ in import_bars(store.bars, read_bars(file).bars, "x"):
            pass
        yield Filled(store, file, perf_counter() - begin, parquet_s)


def _write_bars(path: Path) -> None:
    """Ten million bars: prices on a grid of 0.01 that walk, volumes in whole shares."""
    random = np.random.default_rng(1)
    steps = random.integers(-20, 21, (SYMBOLS, BARS))
    close = 100_000 + np.cumsum(steps, axis=1)
    low, high = close - random.integers(0, 30, close.shape), close + random.integers(0, 30, close.shape)
    prices = {"open": low, "high": high, "low": low, "close": close}
    symbol = np.repeat(np.arange(SYMBOLS, dtype=np.int32), BARS)
    names = pa.array([f"{code:06}" for code in range(SYMBOLS)])
    columns = {
        "timestamp": np.tile(FIRST_MS + MINUTE_MS * np.arange(BARS, dtype=np.int64), SYMBOLS),
        "symbol": pa.DictionaryArray.from_arrays(pa.array(symbol), names),
        **{name: units.ravel() / 100 for name, units in prices.items()},
        "volume": random.integers(0, 10_000, SYMBOLS * BARS).astype(np.float64),
    }
    pq.write_table(pa.table(columns), path)


def test_ten_million_bars_imported(filled: Filled, say: Callable[[str], None]) -> None:
    assert sum(span.bars for span in filled.store.bars.contents()) == SYMBOLS * BARS
    ratio = filled.ours_s / filled.parquet_s
    say(
        f"import of {SYMBOLS * BARS / 1e6:.0f} M bars: {filled.ours_s:.1f} s,"
        f" Parquet read and written {filled.parquet_s:.1f} s: {ratio:.1f} x"
    )
    assert ratio <= MOST_IMPORT


def test_five_columns_of_1800_symbols_read(filled: Filled, say: Callable[[str], None]) -> None:
    symbols = tuple(f"{code:06}" for code in range(READ_SYMBOLS))
    read: list[Bars] = []

    def from_store() -> None:
        read[:] = [load_bars(filled.store.bars, MINUTE_MS * 10**6, symbols=symbols, columns=COLUMNS)]

    def from_parquet() -> None:
        table = pq.read_table(filled.file, columns=["timestamp", "symbol", *COLUMNS])
        for name in ("timestamp", *COLUMNS):
            table[name].combine_chunks().slice(0, READ_SYMBOLS * BARS).to_numpy()

    ours, parquet = median_seconds(from_store, 3), median_seconds(from_parquet, 3)
    assert read[0].rows == READ_SYMBOLS * BARS
    ratio = ours / parquet
    say(
        f"reading {READ_SYMBOLS:,} x {BARS:,} bars, {len(COLUMNS)} columns: {ours:.2f} s,"
        f" Parquet {parquet:.2f} s: {ratio:.1f} x"
    )
    assert ratio <= MOST_READ
