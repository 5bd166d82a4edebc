"""What every store of bars must do, seen through its port."""

from dataclasses import fields, replace

import numpy as np
import pytest

from runtime.domain.bars import DAY_NS, Bars
from runtime.market_data.selection import select_span
from runtime.storage.errors import StorageError
from runtime.storage.import_bars import import_bars
from runtime.storage.load_bars import load_amounts, load_bars
from runtime.storage.ports import StoredSpan
from tests.contract.made_bars import FIRST, made_bars


@pytest.fixture
def store(store):
    return store.bars


def same(one: Bars, other: Bars) -> None:
    """Every field equal, arrays bit for bit and of the same type."""
    for field in fields(Bars):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype, field.name
            assert left.tobytes() == right.tobytes(), field.name
        else:
            assert left == right, field.name


def fill(store, bars, source="x"):
    return list(import_bars(store, bars, source))


def test_what_was_stored_comes_back_bit_for_bit_in_the_order_asked_for(store):
    bars = made_bars()
    assert fill(store, bars) == [8]
    same(load_bars(store, DAY_NS, symbols=("BBB", "AAA")), bars)
    assert load_bars(store, DAY_NS).symbols == ("AAA", "BBB")


def test_storing_twice_is_storing_once(store):
    bars = made_bars()
    fill(store, bars)
    before = store.contents()
    store.append(bars, "x")  # not settled: the second copy still lies beside the first
    assert store.contents() == before
    same(load_bars(store, DAY_NS, symbols=bars.symbols), bars)


def test_a_bar_stored_again_is_replaced(store):
    bars = made_bars()
    fill(store, bars)
    fill(store, replace(bars, volume=bars.volume + 7))
    assert load_bars(store, DAY_NS, symbols=bars.symbols).volume.tolist() == (bars.volume + 7).tolist()


def test_what_is_there_is_told_by_timeframe_source_and_symbol(store):
    fill(store, made_bars(("A",), (3,)), "krx")
    fill(store, made_bars(("B",), (2,), timeframe_ns=DAY_NS // 24), "upbit")
    assert store.contents() == [
        StoredSpan("1d", "krx", "A", 3, 1, FIRST, FIRST + 2 * DAY_NS),
        StoredSpan("1h", "upbit", "B", 2, 1, FIRST, FIRST + DAY_NS // 24),
    ]


def test_timeframes_do_not_mix(store):
    fill(store, made_bars(("A",), (3,)))
    fill(store, made_bars(("A",), (40,), timeframe_ns=DAY_NS // 24))
    assert load_bars(store, DAY_NS).rows == 3
    assert load_bars(store, DAY_NS // 24).rows == 40


def test_a_span_is_cut_from_its_start_to_before_its_end(store):
    bars = made_bars(("A", "B"), (6, 2))
    fill(store, bars)
    part = load_bars(store, DAY_NS, start_ns=FIRST + 2 * DAY_NS, end_ns=FIRST + 4 * DAY_NS)
    assert part.symbols == ("A",)
    assert part.ts_open.tolist() == [FIRST + 2 * DAY_NS, FIRST + 3 * DAY_NS]
    assert part.price_scale.tolist() == [100]
    one_ns_later = load_bars(store, DAY_NS, start_ns=FIRST + 1, end_ns=FIRST + DAY_NS + 1)
    assert one_ns_later.ts_open.tolist() == [FIRST + DAY_NS] * 2


def test_a_warm_up_begins_so_many_bars_before_the_start(store):
    late = made_bars(("A", "B"), (9, 7))  # days 0 to 8 and 0 to 6; day 1 is a halt and does not count
    ended = made_bars(("C",), (4,), first_ns=FIRST - 30 * DAY_NS)  # trades no more: asks for nothing
    for bars in (late, ended):
        fill(store, bars, "kis")
    fill(store, late, "creon")  # the same bars once more do not count twice
    first_days = {(0, 5): 0, (1, 1): 0, (3, 1): 2, (3, 2): 0, (3, 50): 0, (8, 1): 7, (8, 2): 6, (8, 50): 0}
    for (start_day, warm_up), first_day in first_days.items():
        start_ns = FIRST + start_day * DAY_NS
        loaded = load_bars(store, DAY_NS, start_ns=start_ns, warm_up=warm_up, sources=("kis", "creon"))
        same(loaded, select_span(late, FIRST + first_day * DAY_NS, None))


def test_only_the_columns_asked_for_are_read(store):
    bars = made_bars()
    fill(store, bars)
    part = load_bars(store, DAY_NS, symbols=bars.symbols, columns=("close",))
    assert part.close.tolist() == bars.close.tolist()
    assert part.halted.tolist() == bars.halted.tolist()
    assert np.isnan(part.open).all()
    assert part.open is part.volume
    assert part.bid is None
    assert part.price_scale.tolist() == [100, 100]


def test_the_source_named_first_gives_the_bar_and_the_next_fills_its_gaps(store):
    fill(store, made_bars(("A",), (3,), base=100.0), "kis")
    fill(store, made_bars(("A",), (5,), base=200.0), "creon")
    kis_first = load_bars(store, DAY_NS, sources=("kis", "creon"))
    assert kis_first.close.tolist() == [100.0, 100.25, 100.5, 200.75, 201.0]
    creon_first = load_bars(store, DAY_NS, sources=("creon", "kis"))
    assert creon_first.close.tolist() == [200.0, 200.25, 200.5, 200.75, 201.0]
    assert load_bars(store, DAY_NS, sources=("kis",)).rows == 3


def test_two_sources_of_a_symbol_are_not_mixed_without_being_named(store):
    fill(store, made_bars(("A", "B"), (3, 3)), "kis")
    fill(store, made_bars(("A",), (5,)), "creon")
    with pytest.raises(StorageError, match="A come from creon and from kis"):
        load_bars(store, DAY_NS)
    assert load_bars(store, DAY_NS, symbols=("B",)).rows == 3


def test_loads_on_different_grids_share_one_that_holds_the_highest_price(store):
    """45 bits of grid units hold 50,000 with 8 decimal places, not with 9."""
    low = replace(made_bars(("A",), (2,), base=2.0), price_scale=np.array([10**9]))
    high = made_bars(("A",), (2,), base=50_000.0, first_ns=FIRST + 10 * DAY_NS)
    fill(store, low)
    fill(store, high)
    whole = load_bars(store, DAY_NS)
    assert whole.price_scale.tolist() == [10**8]
    assert (whole.high * 10**8 < 2**45).all()
    early = load_bars(store, DAY_NS, end_ns=FIRST + 5 * DAY_NS, columns=("close",))
    assert early.price_scale.tolist() == [10**8]  # whatever part is read


def test_names_in_any_script_and_with_quotes_stay_themselves(store):
    names = ("한글종목", "O'NEIL", "back\\slash", "tab\there", "a,b", "005930")
    bars = made_bars(names, (2,) * len(names))
    fill(store, bars, "출처's")
    same(load_bars(store, DAY_NS, symbols=names, sources=("출처's",)), bars)


def test_history_from_1900_to_2199_keeps_its_times(store):
    for first_ns in (-2_208_988_800 * 10**9, -DAY_NS, 7_258_118_400 * 10**9 - 2 * DAY_NS):
        fill(store, made_bars(("A",), (2,), first_ns=first_ns))
    expected = [-25567, -25566, -1, 0, 84004, 84005]  # days since 1970-01-01
    assert (load_bars(store, DAY_NS).ts_open // DAY_NS).tolist() == expected


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"symbols": ("AAA", "CCC")}, "no symbol 'CCC'"),
        ({"symbols": ()}, "no symbol was asked for"),
        ({"sources": ("y",)}, "no source 'y'"),
        ({"start_ns": FIRST + 99 * DAY_NS}, "no 1d bar"),
        ({"timeframe_ns": DAY_NS // 24}, "no 1h bars"),
    ],
)
def test_what_is_not_there_is_one_clear_message(store, wanted, message):
    fill(store, made_bars())
    with pytest.raises(StorageError, match=message) as caught:
        load_bars(store, **{"timeframe_ns": DAY_NS, **wanted})
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_traded_values_are_kept_beside_the_bars(store):
    bars = made_bars()
    amount = np.where(bars.halted, np.nan, bars.volume * 101)
    list(import_bars(store, bars, "x", amount))
    for symbols in (("BBB", "AAA"), ("AAA", "BBB"), ("AAA",)):
        loaded = load_bars(store, DAY_NS, symbols=symbols)
        found = load_amounts(store, loaded)
        np.testing.assert_array_equal(found, np.where(loaded.halted, np.nan, loaded.volume * 101))
    span = {"start_ns": FIRST + 2 * DAY_NS, "end_ns": FIRST + 4 * DAY_NS}
    assert load_amounts(store, load_bars(store, DAY_NS, **span), **span).tolist() == [
        *(amount[7:8]),
        *(amount[2:4]),
    ]


def test_traded_values_come_from_the_source_that_gives_the_bar(store):
    bars = made_bars(("A",), (3,))
    list(import_bars(store, bars, "kis", np.array([1.0, np.nan, 3.0])))
    fill(store, made_bars(("A",), (5,)), "creon")
    loaded = load_bars(store, DAY_NS, sources=("kis", "creon"))
    found = load_amounts(store, loaded, sources=("kis", "creon"))
    np.testing.assert_array_equal(found, [1, np.nan, 3, np.nan, np.nan])
    assert load_amounts(store, load_bars(store, DAY_NS, sources=("creon",)), sources=("creon",)) is None


def test_bars_that_are_no_longer_there_have_no_traded_values(store):
    fill(store, made_bars(("A",), (3,)))
    loaded = load_bars(store, DAY_NS)
    fill(store, made_bars(("A",), (4,)))
    with pytest.raises(StorageError, match="written to while it was read"):
        load_amounts(store, loaded)


def test_times_finer_than_the_store_keeps_are_refused(store):
    bars = made_bars()
    with pytest.raises(StorageError, match="finer than milliseconds"):
        store.append(replace(bars, ts_open=bars.ts_open + 1), "x")
    assert store.contents() == []
