"""What every store must do as a whole."""

from datetime import date

import numpy as np
import pytest

from runtime.domain.bars import DAY_NS
from runtime.domain.instruments import Instrument
from runtime.domain.surges import Surges
from runtime.storage.errors import StorageError
from runtime.storage.import_bars import import_bars
from runtime.storage.load_bars import load_bars
from tests.contract.made_bars import made_bars


def test_surges_of_a_run_go_where_its_bars_came_from(store):
    list(import_bars(store.bars, made_bars(("AAA", "BBB"), (5, 3)), "x"))
    store.instruments.put([Instrument("AAA", listed=date(2019, 4, 14))])
    bars = load_bars(store.bars, DAY_NS)
    rows = np.array([1, 6])
    surges = Surges(
        symbols=bars.symbols,
        accounts=("paper",),
        symbol=(np.searchsorted(bars.starts, rows, side="right") - 1).astype(np.int32),
        account=np.zeros(2, np.int32),
        ts=bars.ts_close[rows],
        percent=np.array([3.5, 4.5], np.float32),
        volume_ratio=np.array([2.5, 5.0], np.float32),
        latency_ms=np.array([0, 9], np.uint32),
    )
    store.surges.append(surges)
    found = store.surges.read()
    assert [found.symbols[index] for index in found.symbol] == ["AAA", "BBB"]
    assert found.ts.tolist() == bars.ts_close[rows].tolist()
    assert sum(span.bars for span in store.bars.contents()) == 8
    assert [each.code for each in store.instruments.read()] == ["AAA"]


def test_a_closed_store_says_so_whatever_is_asked_of_it(store):
    store.close()
    store.close()
    asked = (
        store.bars.contents,
        store.surges.read,
        store.instruments.read,
        store.ticks.settle,
        lambda: store.ticks.read(("A",), "kis"),
    )
    for ask in asked:
        with pytest.raises(StorageError, match="has been closed"):
            ask()
