"""What every store of ticks must do, seen through its port."""

import gzip
import json
import time
from dataclasses import fields, replace

import numpy as np
import pytest

from runtime.domain.bars import DAY_NS
from runtime.domain.ticks import Ticks
from runtime.storage.errors import StorageError
from runtime.storage.ports import KEPT_DAYS

MS = 1_000_000
NOW = time.time_ns() // MS * MS


@pytest.fixture
def store(store):
    return store.ticks


def made_ticks(symbols=("AAA", "BBB"), counts=(5, 3), *, first_ns=NOW - DAY_NS, price=100.0) -> Ticks:
    """Two ticks a millisecond, with a quote on every other one."""
    place = np.concatenate([np.arange(count) for count in counts])
    price = price + place * 0.5
    return Ticks(
        symbols=symbols,
        starts=np.cumsum([0, *counts]),
        ts_event=first_ns + place // 2 * MS,
        sequence=place % 2,
        price=price,
        volume=place + 1.25,
        bid=np.where(place % 2, np.nan, price - 0.25),
        ask=np.where(place % 2, np.nan, price),
    )


def same(one: Ticks, other: Ticks) -> None:
    assert one.symbols == other.symbols
    for field in fields(Ticks)[1:]:
        left, right = getattr(one, field.name), getattr(other, field.name)
        assert left.dtype == right.dtype, field.name
        assert left.tobytes() == right.tobytes(), field.name


def test_what_was_stored_comes_back_bit_for_bit_those_of_one_millisecond_in_order(store):
    ticks = made_ticks()
    store.append(ticks, "kis", NOW)
    same(store.read(("BBB", "AAA"), "kis"), ticks)
    store.settle()
    same(store.read(("BBB", "AAA"), "kis"), ticks)


def test_storing_twice_is_storing_once_settled_or_not(store):
    ticks = made_ticks()
    for _ in range(2):
        store.append(ticks, "kis", NOW)
    same(store.read(ticks.symbols, "kis"), ticks)
    store.settle()
    same(store.read(ticks.symbols, "kis"), ticks)


def test_a_stream_in_batches_that_cut_a_millisecond_is_whole(store):
    whole = made_ticks(("A",), (7,))
    for rows in (slice(0, 3), slice(3, 4), slice(4, 7)):
        columns = {field.name: getattr(whole, field.name)[rows] for field in fields(Ticks)[2:]}
        store.append(Ticks(("A",), np.array([0, rows.stop - rows.start]), **columns), "kis", NOW)
    same(store.read(("A",), "kis"), whole)


def test_a_tick_stored_again_is_replaced(store):
    ticks = made_ticks()
    store.append(ticks, "kis", NOW)
    store.append(replace(ticks, price=ticks.price + 7), "kis", NOW)
    assert store.read(ticks.symbols, "kis").price.tolist() == (ticks.price + 7).tolist()


def test_sources_and_symbols_do_not_mix(store):
    kis, creon = made_ticks(), made_ticks(price=200.0)
    store.append(kis, "kis", NOW)
    store.append(creon, "creon", NOW)
    same(store.read(kis.symbols, "creon"), creon)
    assert store.read(("BBB",), "kis").starts.tolist() == [0, 3]
    for nothing in (store.read(("CCC",), "kis"), store.read(("AAA",), "file"), store.read((), "kis")):
        assert (nothing.symbols, nothing.starts.tolist(), len(nothing.price)) == ((), [0], 0)


def test_a_span_is_cut_from_its_start_to_before_its_end(store):
    ticks = made_ticks(("A",), (8,))
    store.append(ticks, "kis", NOW)
    first = NOW - DAY_NS
    part = store.read(("A",), "kis", start_ns=first + MS, end_ns=first + 3 * MS)
    assert part.price.tolist() == ticks.price[2:6].tolist()
    assert store.read(("A",), "kis", start_ns=first + 1).price.tolist() == ticks.price[2:].tolist()


def test_ticks_that_would_soon_be_gone_are_refused_and_none_is_stored(store):
    old = made_ticks(("A",), (3,), first_ns=NOW - KEPT_DAYS * DAY_NS - 1 * MS)
    with pytest.raises(StorageError, match="older than the 7 days") as caught:
        store.append(old, "kis", NOW)
    assert "make bars of it" in caught.value.hint
    assert store.read(("A",), "kis").symbols == ()
    just_kept = made_ticks(("A",), (3,), first_ns=NOW - KEPT_DAYS * DAY_NS + 1 * MS)
    store.append(just_kept, "kis", NOW)


def test_ticks_are_gone_after_seven_days(store):
    """Stored when they were new, which the store is told and has to believe."""
    ages = (6, 8, 30)
    for age in ages:
        stored_at = NOW - age * DAY_NS
        store.append(made_ticks((f"{age} days",), (4,), first_ns=stored_at), "kis", stored_at)
    store.settle()
    assert store.read([f"{age} days" for age in ages], "kis").symbols == ("6 days",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda ticks: {"ts_event": ticks.ts_event + 1}, "finer than milliseconds"),
        (lambda ticks: {"ts_event": ticks.ts_event[::-1]}, "AAA are not in order: row 1 "),
        (lambda ticks: {"sequence": ticks.sequence * 0}, "AAA are not in order: row 1 "),
    ],
)
def test_ticks_that_could_not_be_told_apart_are_refused(store, change, message):
    ticks = made_ticks()
    with pytest.raises(StorageError, match=message):
        store.append(replace(ticks, **change(ticks)), "kis", NOW)
    assert store.read(ticks.symbols, "kis").symbols == ()


def test_no_ticks_are_no_trouble(store):
    store.append(made_ticks(("A",), (0,)), "kis", NOW)
    assert store.read(("A",), "kis").symbols == ()


def test_a_real_stream_comes_back_whole_and_in_order(store, shared):
    """Trades of BTCUSDT, several of them in one millisecond, by Binance's own numbers; moved to today."""
    with gzip.open(shared / "data" / "streams" / "spot_btcusdt_20240809.gz", "rt") as file:
        events = (json.loads(line.split(" ", 1)[1]) for line in file)
        trades = [event["data"] for event in events if event.get("stream", "").endswith("@trade")]
    event_ms, number = (np.array([trade[key] for trade in trades]) for key in ("T", "t"))
    assert (np.diff(number) > 0).all()
    assert np.count_nonzero(np.diff(event_ms) == 0) > 100
    none = np.full(len(trades), np.nan)
    ticks = Ticks(
        symbols=("BTCUSDT",),
        starts=np.array([0, len(trades)]),
        ts_event=event_ms * MS + (NOW - int(event_ms[-1]) * MS),
        sequence=number,
        price=np.array([float(trade["p"]) for trade in trades]),
        volume=np.array([float(trade["q"]) for trade in trades]),
        bid=none,
        ask=none,
    )
    for _ in range(2):
        store.append(ticks, "binance", NOW)
    same(store.read(("BTCUSDT",), "binance"), ticks)
