"""Rows of any sort: what is kept is sound, what is not is counted."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.domain.bars import Bars
from runtime.market_data.errors import DataError
from runtime.market_data.loaded_bars import LoadedBars, bars_of_rows
from runtime.market_data.raw_rows import RawRows
from runtime.market_data.timestamps import NO_TIME

SYMBOLS = ("A", "B", "C", "")
DAY = 86_400 * 10**9
Row = tuple[int, int, list[float], float]

NAN = float("nan")
prices = st.sampled_from((10.0, 10.25, 11.0, 12.0, 100 / 3, 0.0, -1.0, NAN, float("inf")))
good_prices = st.sampled_from(([10.0, 12.0, 9.0, 11.0], [10.5, 10.5, 10.5, 10.5], [0.0, 0.0, 0.0, 7.0]))
rows_of_any_sort = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(1, 12).map(lambda day: day * DAY) | st.just(NO_TIME),
        good_prices | st.lists(prices, min_size=4, max_size=4),
        st.sampled_from((0.0, 0.0, 5.0, -1.0, NAN)),
    ),
    min_size=1,
    max_size=40,
)


def load(rows: list[Row]) -> LoadedBars | None:
    columns = np.array([row[2] for row in rows]).T
    numbers = dict(zip(("open", "high", "low", "close"), columns, strict=True))
    numbers["volume"] = np.array([row[3] for row in rows])
    symbol = np.array([row[0] for row in rows], np.int32)
    try:
        return bars_of_rows(RawRows(SYMBOLS, symbol, np.array([row[1] for row in rows], np.int64), numbers))
    except DataError:
        return None


def by_symbol(bars: Bars) -> dict[str, list[tuple[float, ...]]]:
    columns = (bars.ts_open, bars.open, bars.high, bars.low, bars.close, bars.volume, bars.halted)
    return {
        name: [tuple(map(float, row)) for row in zip(*(c[bars.rows_of(s)] for c in columns), strict=True)]
        for s, name in enumerate(bars.symbols)
    }


@settings(deadline=None, max_examples=200)
@given(rows_of_any_sort)
def test_kept_and_rejected_are_all_rows_and_kept_ones_are_sound(rows: list[Row]) -> None:
    loaded = load(rows)
    if loaded is None:
        return
    bars = loaded.bars
    assert bars.rows + sum(group.count for group in loaded.rejected) == len(rows)
    assert bars.starts[0] == 0
    assert bars.starts[-1] == bars.rows
    for s, name in enumerate(bars.symbols):
        own = bars.rows_of(s)
        assert name
        assert bars.ts_open[own].size
        assert (np.diff(bars.ts_open[own]) > 0).all()
        scale = int(bars.price_scale[s])
        for column in (bars.open, bars.high, bars.low, bars.close):
            assert [round(price * scale) / scale for price in column[own].tolist()] == column[own].tolist()
    trading = ~bars.halted
    assert (bars.low[trading] > 0).all()
    for price in (bars.open, bars.close):
        assert ((bars.low <= price) & (price <= bars.high))[trading].all()
    assert (bars.high[bars.halted] == 0).all()
    assert (bars.close > 0).all()
    assert np.isfinite(bars.volume).all()
    assert (bars.volume >= 0).all()


@settings(deadline=None, max_examples=200)
@given(rows_of_any_sort, st.randoms(use_true_random=False))
def test_how_symbols_are_interleaved_changes_no_symbol(rows: list[Row], random: object) -> None:
    queues = {s: [row for row in rows if row[0] == s] for s in range(len(SYMBOLS))}
    order = [row[0] for row in rows]
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = [queues[s].pop(0) for s in order]
    first, second = load(rows), load(shuffled)
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert by_symbol(first.bars) == by_symbol(second.bars)
        counts = [[(group.reason, group.count) for group in one.rejected] for one in (first, second)]
        assert counts[0] == counts[1]
