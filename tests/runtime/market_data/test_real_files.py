"""Every real file loads, with the bad rows that its description names (README.md beside the files)."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest

from runtime.market_data.bar_file import read_bars
from runtime.market_data.rejected import Reason
from runtime.market_data.timeframe import timeframe_label
from runtime.market_data.timeline import build_timeline

INDEX_FAULTS = {Reason.PRICE_NOT_FINITE: 38, Reason.OUTSIDE_RANGE: 450, Reason.BAD_VOLUME: 1}
# name, timeframe, symbols, rows, halt markers, bad rows by reason
FILES = [
    ("krx_daily_adj_599sym_2012-2022", "1d", 599, 1_486_510, 0, {}),
    ("krx_marcap_daily_raw_2021-2026_janfeb", "1d", 3186, 489_645, 16_214, {Reason.HALT_WITH_VOLUME: 2}),
    ("krx_oneday_20210122_pykrx", "1d", 2389, 2_389, 90, {}),
    ("krx_index_usdkrw_daily_1995-2026", "1d", 4, 29_346, 0, INDEX_FAULTS),
    ("krx_5m_11sym_2025-2026", "5m", 11, 9_223, 0, {}),
    ("upbit_1h", "1h", 6, 196_667, 0, {}),
    ("binance_spot_1m_202506", "1m", 2, 86_398, 0, {}),
    ("binance_spot_15m_202304-202404", "15m", 3, 107_997, 0, {}),
    ("nautilus_btcperp_1m_202201", "1m", 1, 45_031, 0, {}),
]


@pytest.mark.parametrize(
    ("name", "timeframe", "symbols", "rows", "halted", "bad"), FILES, ids=[row[0] for row in FILES]
)
def test_real_file(
    real_bars: Path, name: str, timeframe: str, symbols: int, rows: int, halted: int, bad: dict[Reason, int]
) -> None:
    path = real_bars / f"{name}.parquet"
    loaded = read_bars(path)
    bars = loaded.bars
    assert pyarrow.parquet.read_metadata(path).num_rows == rows
    assert bars.rows == rows - sum(bad.values())
    assert len(bars.symbols) == symbols
    assert timeframe_label(bars.timeframe_ns) == timeframe
    assert np.count_nonzero(bars.halted) == halted
    assert {group.reason: group.count for group in loaded.rejected} == bad
    timeline = build_timeline(bars)
    assert (np.diff(timeline.ts_open) > 0).all()
    np.testing.assert_array_equal(timeline.ts_open[timeline.slot], bars.ts_open)


def test_all_files_are_listed(real_bars: Path) -> None:
    assert {path.stem for path in real_bars.glob("*.parquet")} == {row[0] for row in FILES}


def test_halted_rows_that_carry_volume_are_named(real_bars: Path) -> None:
    (group,) = read_bars(real_bars / "krx_marcap_daily_raw_2021-2026_janfeb.parquet").rejected
    assert [(example.symbol, example.what) for example in group.examples] == [
        ("141070", "open 0, high 0, low 0, close 1365, volume 177, amount 241605"),
        ("215090", "open 0, high 0, low 0, close 1505, volume 1911, amount 2876055"),
    ]


def test_won_are_whole_and_dollars_have_cents(real_bars: Path) -> None:
    assert set(read_bars(real_bars / "krx_5m_11sym_2025-2026.parquet").bars.price_scale.tolist()) == {1}
    assert set(read_bars(real_bars / "binance_spot_1m_202506.parquet").bars.price_scale.tolist()) == {100}


def test_one_symbol_of_many_is_what_the_whole_file_says_of_it(real_bars: Path) -> None:
    path = real_bars / "krx_daily_adj_599sym_2012-2022.parquet"
    whole, alone = read_bars(path).bars, read_bars(path, symbols=["005930"]).bars
    own = whole.rows_of(whole.symbols.index("005930"))
    assert alone.symbols == ("005930",)
    np.testing.assert_array_equal(alone.ts_open, whole.ts_open[own])
    np.testing.assert_array_equal(alone.close, whole.close[own])


def test_reading_parquet_imports_neither_pandas_nor_dataset_nor_compute(real_bars: Path) -> None:
    program = (
        "import sys; from runtime.market_data.bar_file import read_bars;"
        f"read_bars({str(real_bars / 'krx_5m_11sym_2025-2026.parquet')!r});"
        "print([m for m in ('pandas', 'pyarrow.dataset', 'pyarrow.compute') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
