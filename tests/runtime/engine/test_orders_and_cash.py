"""Orders, cash and quantities, each sentence of the language on a market small enough to compute by hand."""

import math

import pytest

from runtime.domain.execution import SizeAt
from runtime.domain.outcome import Drop, FillReason
from runtime.domain.rules import QuantityKind, Section
from runtime.engine.errors import AccountError
from tests.runtime.engine.scenario import Halt, Rule, buy, cover, run, sell, short

ALL, EQUITY, POSITION = QuantityKind.ALL, QuantityKind.PERCENT_OF_EQUITY, QuantityKind.PERCENT_OF_POSITION
NOTIONAL, SHARES = QuantityKind.NOTIONAL, QuantityKind.SHARES
SIGNAL = FillReason.SIGNAL


def test_an_order_fills_at_the_next_open() -> None:
    table = {"A": [(10, 10, 10, 10), (12, 15, 11, 14), (13, 13, 13, 13)]}

    result = run(table, [buy(SHARES, 5, A=[0]), sell(A=[1])])

    assert result.fills == [("A", 1, 5, SIGNAL, 12), ("A", 2, -5, SIGNAL, 13)]
    assert result.cash == 1000 - 5 * 12 + 5 * 13
    assert result.outcome.equity.tolist() == [1000, 1000 - 60 + 5 * 14, 1005]


@pytest.mark.parametrize(
    ("kind", "value", "shares"),
    [(EQUITY, 0.05, 5), (NOTIONAL, 99, 9), (SHARES, 7, 7), (ALL, 1, 100)],
)
def test_quantities_are_taken_down_to_whole_lots(kind: QuantityKind, value: float, shares: int) -> None:
    assert run({"A": [10.0, 10.0]}, [buy(kind, value, A=[0])]).fills == [("A", 1, shares, SIGNAL, 10)]


def test_a_quantity_below_one_lot_is_no_order_and_is_counted() -> None:
    result = run({"A": [10.0, 10.0, 10.0]}, [buy(EQUITY, 0.009, A=[0, 1])])

    assert result.fills == []
    assert result.drops("A") == {Drop.SIZE_ZERO: 2}
    assert result.outcome.first_drop_row[0, Drop.SIZE_ZERO] == 0


def test_an_amount_may_come_from_a_payload_at_the_row_of_the_decision() -> None:
    amounts = {"A": {0: float("nan"), 1: 0.05, 2: 0.5}}
    rule = Rule(Section.ENTRY_LONG, EQUITY, at={"A": [0, 1]}, amounts=amounts)

    result = run({"A": [10.0] * 4}, [rule])

    assert result.fills == [("A", 2, 5, SIGNAL, 10)]
    assert result.drops("A") == {Drop.SIZE_ZERO: 1}


def test_all_leaves_room_for_the_fees() -> None:
    result = run({"A": [10.0, 10.0]}, [buy(ALL, A=[0])], buy=0.01)

    assert result.fills == [("A", 1, 99, SIGNAL, 10)]  # 990 + 9.90
    assert result.drops("A") == {}


def test_costs_are_charged_on_both_sides_and_kept_apart() -> None:
    table = {"A": [100.0, 100.0, 200.0]}

    result = run(table, [buy(SHARES, 5, A=[0]), sell(A=[1])], buy=0.001, sell=0.002, tax=0.01)

    trade = result.outcome.trades[0]
    assert (trade["commission"], trade["tax"]) == (50 + 200, 1000)  # 0.50, 2.00 and 10.00
    assert trade["profit"] == 50_000 - 1250
    assert result.cash == 1000 + 500 - 12.5


def test_cash_is_reserved_at_the_decision_in_universe_order() -> None:
    table = {"A": [10.0, 10.0], "B": [10.0, 10.0], "C": [10.0, 10.0]}

    result = run(table, [buy(EQUITY, 0.6, A=[0], B=[0], C=[0])])

    assert result.fills == [("A", 1, 60, SIGNAL, 10), ("B", 1, 40, SIGNAL, 10)]
    assert result.drops("B") == {Drop.CASH_CUT: 1}
    assert result.drops("C") == {Drop.CASH_SHORT: 1}


def test_a_fill_that_cash_cannot_meet_is_cut_and_never_overdraws() -> None:
    result = run({"A": [10.0, 15.0]}, [buy(ALL, A=[0])])

    assert result.fills == [("A", 1, 66, SIGNAL, 15)]
    assert result.drops("A") == {Drop.CASH_CUT: 1}


def test_exits_free_cash_for_entries_of_the_same_decision() -> None:
    table = {"A": [10.0] * 4, "B": [10.0] * 4}

    result = run(table, [buy(ALL, A=[1], B=[0]), sell(B=[1])])

    assert result.fills == [
        ("B", 1, 100, SIGNAL, 10),
        ("B", 2, -100, SIGNAL, 10),
        ("A", 2, 100, SIGNAL, 10),
    ]


def test_orders_wait_over_halts_and_keep_their_reservation() -> None:
    table = {"A": [10.0, Halt(10), Halt(9), 11.0], "B": [10.0] * 4}

    result = run(table, [buy(EQUITY, 0.9, A=[0]), buy(ALL, B=[1])])

    assert result.fills == [("B", 2, 10, SIGNAL, 10), ("A", 3, 81, SIGNAL, 11)]
    assert result.drops("A") == {Drop.CASH_CUT: 1}


def test_a_halted_position_is_marked_at_the_halt_markers_close() -> None:
    result = run({"A": [10.0, 10.0, Halt(8), 9.0]}, [buy(SHARES, 10, A=[0])])

    assert result.outcome.equity.tolist() == [1000, 1000, 980, 990]


def test_exits_apply_in_order_each_on_what_the_former_left() -> None:
    rules = [buy(SHARES, 10, A=[0]), sell(POSITION, 0.5, A=[1]), sell(POSITION, 0.5, A=[1])]

    result = run({"A": [10.0] * 3}, rules)

    assert [fill[2] for fill in result.fills] == [10, -7]  # 5, then half of 5 down to 2


def test_the_first_true_entry_wins() -> None:
    result = run({"A": [10.0] * 3}, [buy(SHARES, 1, A=[1]), buy(SHARES, 2, A=[0, 1])])

    assert [fill[2] for fill in result.fills] == [2]


def test_pyramiding_allows_further_entries_and_ignores_more() -> None:
    result = run({"A": [10.0] * 5}, [buy(SHARES, 3, A=[0, 1, 2])], pyramiding=2)

    assert [fill[:3] for fill in result.fills] == [("A", 1, 3), ("A", 2, 3)]
    assert result.drops("A") == {}
    assert result.outcome.trades["quantity"].tolist() == [6]


def test_an_entry_against_an_open_position_is_dropped() -> None:
    result = run({"A": [10.0] * 4}, [buy(SHARES, 3, A=[0]), short(SHARES, 3, A=[1])])

    assert [fill[2] for fill in result.fills] == [3]
    assert result.drops("A") == {Drop.OPPOSITE_POSITION: 1}


def test_an_exit_and_an_opposite_entry_reverse() -> None:
    result = run({"A": [10.0] * 4}, [buy(SHARES, 3, A=[0]), sell(A=[1]), short(SHARES, 4, A=[1])])

    assert [fill[:3] for fill in result.fills] == [("A", 1, 3), ("A", 2, -3), ("A", 2, -4)]


def test_a_short_needs_its_notional_and_fees_as_buying_power() -> None:
    result = run({"A": [10.0, 10.0]}, [short(ALL, A=[0])], sell=0.01, tax=0.01)

    assert result.fills == [("A", 1, -98, SIGNAL, 10)]  # 980 + 19.60


def test_proceeds_and_gains_of_a_short_are_not_spendable() -> None:
    table = {"A": [10.0, 10.0, 5.0, 5.0], "B": [1.0] * 4}

    result = run(table, [short(SHARES, 50, A=[0]), buy(ALL, B=[2])])

    # Cash 1500, of it blocked max(500, 250) + 250.
    assert result.fills[1] == ("B", 3, 750, SIGNAL, 1)
    assert result.cash == 1250


def test_a_short_is_covered_at_a_profit_when_the_price_falls() -> None:
    result = run({"A": [10.0, 10.0, 8.0]}, [short(SHARES, 10, A=[0]), cover(A=[1])])

    assert result.fills == [("A", 1, -10, SIGNAL, 10), ("A", 2, 10, SIGNAL, 8)]
    assert result.outcome.trades["profit"].tolist() == [2000]
    assert result.cash == 1020


def test_equity_gone_closes_everything_and_ends_the_run() -> None:
    table = {"A": [10.0, 10.0, 25.0, 22.0, 10.0], "B": [1.0] * 5}

    result = run(table, [short(SHARES, 90, A=[0]), buy(SHARES, 1, B=[2, 3])])

    assert result.fills[1] == ("A", 3, 90, FillReason.RUIN, 22)
    assert result.outcome.ruined.tolist() == [True]
    assert result.drops("B") == {Drop.RUIN: 2}
    assert result.cash == 1000 - 90 * 12


def test_size_at_fill_sizes_at_the_open_with_the_cash_there() -> None:
    result = run({"A": [10.0, 20.0]}, [buy(EQUITY, 1.0, A=[0])], size_at=SizeAt.FILL, buy=0.01)

    assert result.fills == [("A", 1, 49, SIGNAL, 20)]  # 980 + 9.80
    assert result.drops("A") == {}


def test_slippage_makes_market_fills_worse() -> None:
    rules = [buy(SHARES, 1, A=[0]), sell(A=[1])]

    result = run({"A": [10.0] * 3}, rules, slippage=0.0015)

    assert [fill[4] for fill in result.fills] == [10.02, 9.98]  # 0.015, to the next unit


def test_no_decision_before_the_first_tradable_bar() -> None:
    result = run({"A": [10.0] * 4}, [buy(SHARES, 1, A=[0, 1, 2])], tradable_from=2)

    assert [fill[1] for fill in result.fills] == [3]


def test_an_order_at_the_last_bar_is_counted_as_unfilled() -> None:
    result = run({"A": [10.0, 10.0]}, [buy(SHARES, 1, A=[1])])

    assert result.fills == []
    assert result.drops("A") == {Drop.UNFILLED_AT_END: 1}


def test_an_open_position_is_marked_at_the_end() -> None:
    result = run({"A": [10.0, 10.0, 12.0]}, [buy(SHARES, 10, A=[0])], sell=0.01)

    trade = result.outcome.trades[0]
    assert trade["is_open"]
    assert (trade["exit_notional"], trade["profit"], trade["exit_row"]) == (12_000, 2_000, 2)
    assert result.cash == 1020


def test_close_at_end_closes_at_the_last_close_with_costs() -> None:
    table = {"A": [10.0, 10.0, (11, 13, 10, 12)]}

    result = run(table, [buy(SHARES, 10, A=[0])], sell=0.01, close_at_end=True)

    assert result.fills[1] == ("A", 2, -10, FillReason.END_OF_DATA, 12)
    assert not result.outcome.trades["is_open"].any()
    assert result.cash == result.outcome.equity[-1] == 1020 - 1.2


def test_a_position_whose_symbol_ends_closes_at_its_last_price() -> None:
    table = {"A": [10.0, 10.0, 8.0], "B": [10.0] * 20}

    result = run(table, [buy(SHARES, 10, A=[0], B=[3])])

    assert result.fills[1] == ("A", 3, -10, FillReason.DELISTED, 8)
    assert result.outcome.equity[2:5].tolist() == [980, 980, 980]


def test_a_short_gap_at_the_end_of_the_data_is_no_delisting() -> None:
    result = run({"A": [10.0, 10.0, 8.0], "B": [10.0] * 12}, [buy(SHARES, 10, A=[0])])

    assert len(result.fills) == 1
    assert result.outcome.equity[-1] == 980


def test_each_symbol_has_its_own_account_on_request() -> None:
    table = {"A": [None, 10.0, 10.0, 11.0], "B": [20.0, 20.0, 10.0]}

    result = run(table, [buy(ALL, A=[1], B=[0])], per_symbol=True)

    assert result.fills == [("A", 2, 100, SIGNAL, 10), ("B", 1, 50, SIGNAL, 20)]
    assert result.outcome.accounts == ("A", "B")
    assert result.outcome.final_equity.tolist() == [110_000, 50_000]
    assert result.outcome.equity_starts.tolist() == [0, 3, 6]
    assert result.outcome.equity.tolist() == [1000, 1000, 1100, 1000, 1000, 500]


def test_an_amount_beyond_the_arithmetic_is_one_clear_error() -> None:
    table = {"A": [1e9, 4e9, 4e9]}

    with pytest.raises(AccountError, match="too large for exact arithmetic"):
        run(table, [buy(ALL, A=[0])], cash=2e15, cash_scale=1000, price_scale=1)


@pytest.mark.parametrize("cash", [0, -5, 5e16])
def test_initial_cash_must_be_positive_and_fit(cash: float) -> None:
    with pytest.raises(AccountError, match="initial cash"):
        run({"A": [10.0]}, [buy(ALL)], cash=cash)


@pytest.mark.parametrize("rule", [buy(POSITION), sell(EQUITY), cover(QuantityKind.KELLY)])
def test_a_quantity_of_the_wrong_side_is_refused(rule: Rule) -> None:
    with pytest.raises(AccountError, match="quantity"):
        run({"A": [10.0]}, [rule])


def test_the_largest_priority_comes_first_where_cash_is_short() -> None:
    """Each wants all the cash; B is preferred at slot 0, C at slot 2, and what is not known comes last."""
    table = {name: [100.0] * 6 for name in "ABC"}
    rules = [buy(EQUITY, 0.9, A=[0, 2], B=[0, 2], C=[0, 2]), sell(B=[1])]
    priorities = {"A": (math.nan,), "B": (2.0, 0.0), "C": (1.0, 0.0, 5.0)}

    result = run(table, rules, cash=1000.0, priorities=priorities, max_positions=1)

    assert [(symbol, slot, q) for symbol, slot, q, *_ in result.fills] == [
        ("B", 1, 9),
        ("B", 2, -9),
        ("C", 3, 9),
    ]
    plain = run(table, rules, cash=1000.0, max_positions=1)
    assert [symbol for symbol, *_ in plain.fills] == ["A"]


def test_orders_of_one_age_open_by_priority() -> None:
    """Sized at the fill, the first to open takes the cash."""
    table = {name: [100.0] * 3 for name in "AB"}
    rule = buy(EQUITY, 0.9, A=[0], B=[0])

    fills = run(table, [rule], cash=1000.0, size_at=SizeAt.FILL, priorities={"A": (1.0,), "B": (2.0,)}).fills

    assert [(symbol, q) for symbol, _, q, *_ in fills] == [("B", 9), ("A", 1)]
