"""Each type of order and each time in force, on markets small enough to compute by hand."""

from dataclasses import replace
from typing import Any

import pytest

from runtime.domain.orders import OrderType, TimeInForce
from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import QuantityKind
from tests.runtime.engine.scenario import Halt, Rule, buy, run, sell, short

SHARES, EQUITY, CASH = QuantityKind.SHARES, QuantityKind.PERCENT_OF_EQUITY, QuantityKind.ALL
FLAT = (100, 100, 100, 100)
DIP = (99, 101, 94, 100)
GTC, IOC, FOK = TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK


def on(rule: Rule, type: OrderType, **terms: Any) -> Rule:
    """Place a rule's orders: `limit` and `stop` hold for every slot."""
    prices = {
        f"{name}s": dict.fromkeys("AB", dict.fromkeys(range(20), terms.pop(name)))
        for name in ("limit", "stop")
        if name in terms
    }
    return replace(rule, type=type, **prices, **terms)


def prices(table: dict[str, list[Any]], rules: list[Rule], **changes: Any) -> list[tuple[int, int, float]]:
    """(slot, side * quantity, price) of each fill."""
    return [(slot, q, price) for _, slot, q, _, price in run(table, rules, **changes).fills]


def test_a_limit_fills_at_its_price_where_the_bar_touches_it() -> None:
    for low, expected in ((95, [(1, 1, 95)]), (96, [])):
        table = {"A": [100.0, (99, 101, low, 100), FLAT]}
        assert prices(table, [on(buy(SHARES, A=[0]), OrderType.LIMIT, limit=95)]) == expected


def test_a_limit_fills_at_an_open_beyond_it_without_slippage() -> None:
    table = {"A": [100.0, (92, 101, 90, 100)]}

    assert prices(table, [on(buy(SHARES, A=[0]), OrderType.LIMIT, limit=95)], slippage=0.01) == [(1, 1, 92)]


@pytest.mark.parametrize(("tif", "expected"), [(TimeInForce.DAY, []), (GTC, [(2, 1, 95)]), (IOC, [])])
def test_how_long_a_limit_holds_on_daily_bars(tif: TimeInForce, expected: list[Any]) -> None:
    table = {"A": [100.0, FLAT, DIP, DIP]}
    result = run(table, [on(buy(SHARES, A=[0]), OrderType.LIMIT, limit=95, tif=tif)])

    assert [(slot, q, price) for _, slot, q, _, price in result.fills] == expected
    assert result.drops("A") == ({} if expected else {Drop.EXPIRED: 1})


def test_a_day_lasts_to_the_last_bar_of_the_day_and_starts_after_a_halt() -> None:
    # Four slots a day. Decided at slot 1, so slots 2 and 3 belong to its day; slot 4 does not.
    rule = on(buy(SHARES, A=[1]), OrderType.LIMIT, limit=95)
    last = {"A": [100.0, 100.0, FLAT, DIP, FLAT]}
    late = {"A": [100.0, 100.0, FLAT, FLAT, DIP]}
    halted = {"A": [100.0, 100.0, Halt(100), Halt(100), Halt(100), FLAT, FLAT, DIP]}

    assert prices(last, [rule], slots_per_day=4) == [(3, 1, 95)]
    assert prices(late, [rule], slots_per_day=4) == []
    assert prices(halted, [rule], slots_per_day=4) == [(7, 1, 95)]


def test_an_order_of_a_day_gives_way_to_a_new_one_at_that_close() -> None:
    table = {"A": [100.0, FLAT, DIP]}

    assert prices(table, [on(buy(SHARES, A=[0, 1]), OrderType.LIMIT, limit=95)]) == [(2, 1, 95)]


def test_ioc_looks_at_the_open_alone() -> None:
    rule = on(buy(SHARES, A=[0]), OrderType.LIMIT, limit=95, tif=IOC)

    assert prices({"A": [100.0, DIP]}, [rule]) == []
    assert prices({"A": [100.0, (95, 99, 94, 98)]}, [rule]) == [(1, 1, 95)]


def test_a_stop_fills_at_its_price_with_slippage_and_at_a_gap_at_the_open() -> None:
    rule = on(buy(SHARES, A=[0]), OrderType.STOP, stop=105)

    assert prices({"A": [100.0, (101, 106, 100, 104)]}, [rule], slippage=0.01) == [(1, 1, 106.05)]
    assert prices({"A": [100.0, (108, 109, 100, 104)]}, [rule], slippage=0.01) == [(1, 1, 109.08)]
    assert prices({"A": [100.0, (101, 104, 100, 104)]}, [rule]) == []


@pytest.mark.parametrize(
    ("limit", "bars", "expected"),
    [
        (106, [(101, 107, 100, 104)], [(1, 1, 105)]),  # reached at 105, within the limit
        (106, [(108, 109, 107, 108), (107, 107, 105, 105)], [(2, 1, 106)]),  # gone past it: a limit order
        (103, [(101, 107, 100, 104), (104, 104, 102, 104)], [(2, 1, 103)]),  # the dip to 103 came later
        (103, [(101, 107, 100, 102)], [(1, 1, 103)]),  # the close shows that it came after the stop
        (106, [(101, 104, 100, 104), (104, 104, 102, 104)], []),  # never reached
    ],
)
def test_a_stop_limit(limit: float, bars: list[Any], expected: list[Any]) -> None:
    rule = on(buy(SHARES, A=[0]), OrderType.STOP_LIMIT, stop=105, limit=limit, tif=GTC)

    assert prices({"A": [100.0, *bars]}, [rule]) == expected


def test_a_stop_limit_never_slips_beyond_its_limit() -> None:
    rule = on(buy(SHARES, A=[0]), OrderType.STOP_LIMIT, stop=105, limit=106)

    assert prices({"A": [100.0, (101, 107, 100, 104)]}, [rule], slippage=0.02) == [(1, 1, 106)]


def test_best_is_a_limit_at_the_open_it_meets() -> None:
    rule = on(buy(SHARES, 4, A=[0]), OrderType.BEST, tif=GTC)
    table = {"A": [100.0, (102, 103, 101, 103), (104, 104, 101, 104)]}

    assert prices(table, [rule], slippage=0.01) == [(1, 4, 102)]
    # Two of 20 in each bar: the rest waits at 102.
    volume = {"A": [20.0] * 3}
    assert prices(table, [rule], participation=0.1, volume=volume) == [(1, 2, 102), (2, 2, 102)]


def test_open_waits_for_the_next_day_and_close_for_the_end_of_this_one() -> None:
    table = {"A": [(p, p, p, p + 0.5) for p in range(100, 108)]}  # four slots a day

    assert prices(table, [on(buy(SHARES, A=[1]), OrderType.OPEN)], slots_per_day=4) == [(4, 1, 104)]
    assert prices(table, [on(buy(SHARES, A=[1]), OrderType.CLOSE)], slots_per_day=4) == [(3, 1, 103.5)]
    assert prices(table, [on(buy(SHARES, A=[3]), OrderType.CLOSE)], slots_per_day=4) == [(7, 1, 107.5)]


def test_close_on_daily_bars_is_the_next_close_never_the_deciding_one() -> None:
    table = {"A": [(p, p, p, p + 0.5) for p in range(100, 104)]}
    rules = [on(buy(SHARES, A=[0]), OrderType.CLOSE), on(sell(A=[1]), OrderType.CLOSE)]

    assert prices(table, rules) == [(1, 1, 101.5), (2, -1, 102.5)]


def test_cash_is_set_aside_at_the_limit_with_fees() -> None:
    # 1,000 buys 10 at 95 and 1 % fees (959.5), not at the close of 100.
    rules = [on(buy(CASH, A=[0]), OrderType.LIMIT, limit=95), buy(SHARES, 5, B=[0])]
    table = {"A": [100.0, DIP, FLAT], "B": [20.0] * 3}

    result = run(table, rules, cash=1000, buy=0.01)

    assert [fill[:3] for fill in result.fills] == [("B", 1, 2), ("A", 1, 10)]
    assert result.drops("B") == {Drop.CASH_CUT: 1}


def test_prices_off_the_ticks_round_against_the_trader() -> None:
    table = {"A": [100.0, (99, 108, 90, 100), (100, 110, 100, 100)]}
    changes = {"tick": 500, "price_scale": 100}  # ticks of 5

    assert prices(table, [on(buy(SHARES, A=[0]), OrderType.LIMIT, limit=98)], **changes) == [(1, 1, 95)]
    assert prices(table, [on(buy(SHARES, A=[0]), OrderType.STOP, stop=102)], **changes) == [(1, 1, 105)]
    rules = [buy(SHARES, A=[0]), on(sell(A=[1]), OrderType.LIMIT, limit=106)]
    assert prices(table, rules, **changes)[1] == (2, -1, 110)


def test_volume_bounds_fills_and_the_rest_waits_by_its_tif() -> None:
    volume = {"A": [0.0, 50.0, 0.0, 30.0, 100.0]}
    table = {"A": [10.0] * 5}
    entry = buy(SHARES, 10, A=[0])

    whole = run(table, [replace(entry, tif=GTC)], participation=0.1, volume=volume)
    assert [fill[1:3] for fill in whole.fills] == [(1, 5), (3, 3), (4, 2)]
    day = run(table, [entry], participation=0.1, volume=volume)
    assert [fill[1:3] for fill in day.fills] == [(1, 5)]
    assert day.drops("A") == {Drop.PART_FILLED: 1}
    none = run(table, [replace(entry, tif=FOK)], participation=0.1, volume=volume)
    assert (none.fills, none.drops("A")) == ([], {Drop.EXPIRED: 1})


def test_what_volume_leaves_of_a_stop_goes_at_the_next_opens() -> None:
    table = {"A": [100.0, FLAT, (98, 98, 94, 94), (93, 99, 92, 99), (99, 99, 99, 99)]}
    volume = {"A": [100.0, 100.0, 10.0, 5.0, 100.0]}

    result = run(table, [buy(SHARES, 10, A=[0])], stop_loss=0.05, participation=0.5, volume=volume)

    assert [fill[1:] for fill in result.fills[1:]] == [
        (2, -5, FillReason.STOP_LOSS, 95),
        (3, -2, FillReason.STOP_LOSS, 93),
        (4, -3, FillReason.STOP_LOSS, 99),
    ]


def test_an_entry_inside_a_bar_has_its_stop_held_against_the_low_and_its_target_not_against_the_high() -> (
    None
):
    rule = on(buy(SHARES, A=[0]), OrderType.LIMIT, limit=95)
    stopped = {"A": [100.0, (100, 120, 90, 100), FLAT]}
    waits = {"A": [100.0, (100, 120, 95, 100), (104, 105, 104, 105)]}

    assert prices(stopped, [rule], stop_loss=0.05) == [(1, 1, 95), (1, -1, 90.25)]
    assert prices(waits, [rule], take_profit=0.1) == [(1, 1, 95), (2, -1, 104.5)]


def test_an_exit_cancels_an_entry_that_waits() -> None:
    table = {"A": [100.0, FLAT, FLAT, DIP]}
    rules = [on(buy(SHARES, A=[0]), OrderType.LIMIT, limit=95, tif=GTC), sell(A=[1])]

    result = run(table, rules)

    assert (result.fills, result.drops("A")) == ([], {Drop.CANCELLED: 1})


def test_an_entry_that_waits_blocks_further_ones() -> None:
    table = {"A": [100.0, FLAT, FLAT, DIP, FLAT]}
    rules = [on(buy(SHARES, A=[0, 1, 2]), OrderType.LIMIT, limit=95, tif=GTC)]

    assert prices(table, rules, pyramiding=3) == [(3, 1, 95)]


def test_a_later_exit_takes_the_place_of_one_that_waits() -> None:
    table = {"A": [100.0, FLAT, FLAT, FLAT, (100, 111, 100, 110)]}
    rules = [buy(SHARES, A=[0]), on(sell(A=[1]), OrderType.LIMIT, limit=110, tif=GTC), sell(A=[2])]

    assert prices(table, rules)[1] == (3, -1, 100)


def test_two_exits_of_one_decision_one_of_which_waits() -> None:
    table = {"A": [100.0, FLAT, (100, 111, 100, 110)]}
    half = replace(sell(QuantityKind.PERCENT_OF_POSITION, 0.5, A=[1]), type=OrderType.CLOSE)
    other = on(sell(A=[1]), OrderType.LIMIT, limit=110)

    assert prices(table, [buy(SHARES, 4, A=[0]), half, sell(A=[1])])[1:] == [(2, -2, 100), (2, -2, 110)]
    result = run(table, [buy(SHARES, 4, A=[0]), half, other])
    assert result.drops("A") == {Drop.EXIT_TAKEN: 1}


def test_a_price_that_is_not_known_makes_no_order() -> None:
    rule = replace(buy(SHARES, A=[0]), type=OrderType.LIMIT)

    result = run({"A": [100.0, FLAT]}, [rule])

    assert (result.fills, result.drops("A")) == ([], {Drop.PRICE_UNKNOWN: 1})


def test_slippage_in_ticks() -> None:
    table = {"A": [100.0, FLAT, FLAT]}

    assert prices(table, [buy(SHARES, A=[0]), sell(A=[1])], slippage_ticks=2, tick=50) == [
        (1, 1, 101),
        (2, -1, 99),
    ]


def test_a_short_waits_on_the_other_side() -> None:
    rule = on(short(SHARES, A=[0]), OrderType.LIMIT, limit=105)

    assert prices({"A": [100.0, (101, 105, 100, 104)]}, [rule]) == [(1, -1, 105)]


def test_an_entry_that_outlives_the_position_still_counts_as_a_position() -> None:
    """The exit at 110 leaves the symbol flat while the second entry waits at 90: there is no room for B."""
    table = {"A": [100.0, FLAT, FLAT, (100, 111, 100, 100), FLAT], "B": [100.0, FLAT, FLAT, FLAT, FLAT]}
    entry, more = buy(SHARES, A=[0]), on(buy(SHARES, A=[1]), OrderType.LIMIT, limit=90, tif=GTC)
    leave = on(sell(A=[1]), OrderType.LIMIT, limit=110, tif=GTC)

    result = run(table, [entry, more, leave, buy(SHARES, B=[3])], pyramiding=2, max_positions=1)

    assert [(symbol, slot, q) for symbol, slot, q, *_ in result.fills] == [("A", 1, 1), ("A", 3, -1)]
    assert result.drops("B") == {Drop.MAX_POSITIONS: 1}
