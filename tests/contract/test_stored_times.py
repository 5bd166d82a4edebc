"""The times of stored bars, as much at once as memory should hold."""

import numpy as np
import pytest

from runtime.domain.bars import DAY_NS
from runtime.storage import stored_times
from runtime.storage.errors import StorageError
from runtime.storage.import_bars import import_bars
from runtime.storage.stored_times import choose_spans, read_times
from tests.contract.made_bars import made_bars


@pytest.fixture
def store(store):
    """Two timeframes, two sources, five symbols in no order."""
    for bars, source in (
        (made_bars(("한글", "B", "A"), (4, 3, 9)), "kis"),
        (made_bars(("B", "C"), (2, 5)), "creon"),
        (made_bars(("A",), (30,), timeframe_ns=DAY_NS // 24), "kis"),
    ):
        list(import_bars(store.bars, bars, source))
    return store.bars


@pytest.mark.parametrize("rows_at_once", [1, 7, 8, 1000])
def test_each_series_has_its_times_however_few_are_read_at_once(store, monkeypatch, rows_at_once):
    monkeypatch.setattr(stored_times, "ROWS_AT_ONCE", rows_at_once)
    spans = store.contents()
    found = list(read_times(store, spans))
    assert [span for span, _ in found] == spans
    for span, ts_open in found:
        step_ns = DAY_NS if span.timeframe == "1d" else DAY_NS // 24
        assert ts_open.tolist() == np.arange(span.first_ns, span.last_ns + 1, step_ns).tolist()
        assert len(ts_open) == span.bars


def test_series_are_chosen_by_symbol_timeframe_and_source(store):
    def chosen(**wanted) -> list[tuple[str, str, str]]:
        spans = choose_spans(store.contents(), **wanted)
        return [(span.timeframe, span.source, span.symbol) for span in spans]

    assert len(chosen()) == 6
    assert chosen(timeframe_ns=DAY_NS // 24) == [("1h", "kis", "A")]
    assert chosen(symbols=("B",)) == [("1d", "creon", "B"), ("1d", "kis", "B")]
    assert chosen(symbols=("B", "A"), sources=("kis",), timeframe_ns=DAY_NS) == [
        ("1d", "kis", "A"),
        ("1d", "kis", "B"),
    ]
    with pytest.raises(StorageError, match="no symbol 'C'"):
        chosen(symbols=("C",), sources=("kis",))


def test_a_store_that_changed_is_no_answer(store):
    spans = store.contents()
    list(import_bars(store, made_bars(("C",), (6,)), "creon"))
    with pytest.raises(StorageError, match="written to while it was read"):
        list(read_times(store, spans))
