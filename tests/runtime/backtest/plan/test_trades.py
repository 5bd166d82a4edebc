"""Matching the trades of two runs."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.backtest.plan.trades import Trade, match_trades, trades_of
from runtime.backtest.report.trade_table import TradeTable

DAY = 86_400_000_000_000


def trade(
    entry: int = 1, exit_: int = 3, symbol: str = "A", side: str = "long", price: float = 10.0
) -> Trade:
    """A trade of two shares, entered and left on these days."""
    return Trade("main", symbol, side, entry * DAY, exit_ * DAY, price, 11.0, 2.0, "signal", False, 2.0, 0.01)


TRADES = st.builds(
    lambda entry, length, symbol, side, price: trade(entry, entry + length, symbol, side, price),
    st.integers(0, 12),
    st.integers(0, 4),
    st.sampled_from("AB"),
    st.sampled_from(["long", "short"]),
    st.sampled_from([10.0, 12.0]),
)
LISTS = st.lists(TRADES, max_size=14)


@given(LISTS, st.randoms())
def test_a_list_and_itself_differ_in_nothing(trades: list[Trade], random) -> None:
    shuffled = random.sample(trades, len(trades))
    found = match_trades(trades, shuffled)
    assert (found.unchanged, found.added, found.removed, found.moved) == (len(trades), (), (), ())
    assert not found.differ


@given(LISTS, LISTS)
def test_what_is_added_is_found(trades: list[Trade], more: list[Trade]) -> None:
    found = match_trades(trades, [*more, *trades])
    assert (found.unchanged, found.removed, found.moved) == (len(trades), (), ())
    assert Counter(found.added) == Counter(more)
    back = match_trades([*more, *trades], trades)
    assert (back.removed, back.added) == (found.added, ())


@given(LISTS, LISTS)
def test_every_trade_is_told_once(old: list[Trade], new: list[Trade]) -> None:
    found = match_trades(old, new)
    same = Counter(old) & Counter(new)
    assert found.unchanged == same.total()
    assert Counter([*found.removed, *(pair.old for pair in found.moved)]) + same == Counter(old)
    assert Counter([*found.added, *(pair.new for pair in found.moved)]) + same == Counter(new)


@given(LISTS, LISTS)
def test_it_is_the_same_seen_from_the_other_side(old: list[Trade], new: list[Trade]) -> None:
    there, back = match_trades(old, new), match_trades(new, old)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert {(pair.old, pair.new) for pair in there.moved} == {(pair.new, pair.old) for pair in back.moved}


@given(LISTS, LISTS)
def test_moved_is_of_one_position_at_one_time(old: list[Trade], new: list[Trade]) -> None:
    for pair in match_trades(old, new).moved:
        assert (pair.old.symbol, pair.old.side) == (pair.new.symbol, pair.new.side)
        assert pair.old.entry_ts <= pair.new.exit_ts
        assert pair.new.entry_ts <= pair.old.exit_ts
        assert pair.changed


@given(LISTS, st.randoms())
def test_the_order_of_the_lists_says_nothing(trades: list[Trade], random) -> None:
    half = len(trades) // 2
    old, new = trades[:half], trades[half:]
    assert match_trades(old, new) == match_trades(random.sample(old, half), random.sample(new, len(new)))


@pytest.mark.parametrize(
    ("new", "changed"),
    [
        (trade(2, 3), ("entry_ts",)),
        (trade(1, 5), ("exit_ts",)),
        (trade(price=12.0), ("entry_price",)),
        (replace(trade(), quantity=3.0, reason="stop loss"), ("quantity", "reason")),
        (replace(trade(), quantity=3.0, entry_price=10.015), ("quantity",)),  # within what cash can tell
        (replace(trade(), is_open=True), ("is_open",)),
    ],
)
def test_what_moved_is_named(new: Trade, changed: tuple[str, ...]) -> None:
    (pair,) = match_trades([trade()], [new]).moved
    assert (pair.old, pair.new, pair.changed) == (trade(), new, changed)


@pytest.mark.parametrize("new", [trade(symbol="B"), trade(side="short"), trade(4, 6)])
def test_what_has_nothing_in_common_is_another_trade(new: Trade) -> None:
    found = match_trades([trade()], [new])
    assert (found.removed, found.added, found.moved) == ((trade(),), (new,), ())


def test_the_same_entry_goes_before_an_overlap() -> None:
    old, overlapping, entered = trade(5, 9), trade(3, 6), trade(5, 7)
    found = match_trades([old], [overlapping, entered])
    assert [(pair.old, pair.new) for pair in found.moved] == [(old, entered)]
    assert found.added == (overlapping,)


def test_a_table_becomes_trades() -> None:
    one, none = np.array([2.0]), np.array([0.0])
    table = TradeTable(
        account=["main"],
        symbol=["A"],
        side=["long"],
        entry_ts=np.array([DAY]),
        exit_ts=np.array([3 * DAY]),
        entry_price=np.array([10.0]),
        exit_price=np.array([11.0]),
        quantity=one,
        profit=one,
        returns=none,
        commission=none,
        tax=none,
        reason=["signal"],
        is_open=np.array([False]),
        bars_held=np.array([2]),
    )
    assert trades_of(table, 50) == [trade()]
    assert trades_of(table, 50)[0].price_error == pytest.approx(0.01)
