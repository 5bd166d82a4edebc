"""Real bars: read from the store they are what is read from the file, bit for bit."""

from dataclasses import fields

import numpy as np
import pytest

from runtime.app import open_store
from runtime.domain.bars import Bars
from runtime.market_data.bar_file import read_bars
from runtime.storage.import_bars import import_bars
from runtime.storage.load_bars import load_amounts, load_bars


@pytest.mark.parametrize(
    ("name", "halts"),
    [
        ("krx_marcap_daily_raw_2021-2026_janfeb", 16_214),  # 16,216 by its README, less two with volume
        ("krx_daily_adj_599sym_2012-2022", 0),  # prices that are no decimals
        ("upbit_1h", 0),
    ],
)
def test_bars_from_the_store_are_those_of_the_file(shared, folder, name, halts):
    read = read_bars(shared / "data" / "bars" / f"{name}.parquet")
    bars = read.bars
    assert bars.halted.sum() == halts
    with open_store(folder, create=True) as store:
        for _ in import_bars(store.bars, bars, "x", read.amount):
            pass
        loaded = load_bars(store.bars, bars.timeframe_ns, symbols=bars.symbols)
        amount = load_amounts(store.bars, loaded)
    np.testing.assert_array_equal(amount, read.amount)
    for field in fields(Bars):
        one, other = getattr(bars, field.name), getattr(loaded, field.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype
            assert one.tobytes() == other.tobytes(), field.name
        else:
            assert one == other, field.name
