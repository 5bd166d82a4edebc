"""The hash of an outcome: the same for the same, another for any number that is another."""

from dataclasses import replace

import numpy as np
import pytest

from runtime.backtest.outcome_hash import outcome_hash
from runtime.domain.outcome import FILL, NOTICE, TRADE, Drop, Outcome
from runtime.domain.surges import Surges


def outcome() -> Outcome:
    return Outcome(
        accounts=("main",),
        initial_cash=1_000,
        cash_scale=1,
        fills=np.ones(3, FILL),
        trades=np.ones(2, TRADE),
        equity=np.array([1.0, 2.0]),
        equity_starts=np.array([0, 2]),
        equity_ts=np.array([10, 20]),
        final_equity=np.array([2]),
        drops=np.zeros((1, len(Drop)), np.int64),
        first_drop_row=np.full((1, len(Drop)), -1),
        ruined=np.zeros(1, np.bool_),
        notices=np.empty(0, NOTICE),
        notice_values=np.empty((0, 0)),
    )


def surges() -> Surges:
    one = np.ones(1, np.float32)
    return Surges(
        ("A",), ("",), one.astype("i4"), one.astype("i4"), np.ones(1, "i8"), one, one, one.astype("u4")
    )


def test_equal_outcomes_have_one_hash() -> None:
    assert outcome_hash(outcome(), surges()) == outcome_hash(outcome(), surges())


def test_bytes_between_fields_do_not_count() -> None:
    padded = outcome()
    padded.fills.view(np.uint8)[:] = 0xFF
    for name in FILL.names or ():
        padded.fills[name] = 1
    assert outcome_hash(padded, None) == outcome_hash(outcome(), None)


@pytest.mark.parametrize("table", ["fills", "trades"])
@pytest.mark.parametrize("row", [0, -1])
def test_every_field_of_every_row_counts(table: str, row: int) -> None:
    known = {outcome_hash(outcome(), None)}
    names = getattr(outcome(), table).dtype.names
    for name in names:
        changed = outcome()
        getattr(changed, table)[name][row] = 0
        known.add(outcome_hash(changed, None))
    assert len(known) == len(names) + 1


def test_so_does_all_else() -> None:
    made = outcome()
    others = [
        replace(made, accounts=("other",)),
        replace(made, initial_cash=2),
        replace(made, equity=np.array([1.0, 2.5])),
        replace(made, fills=made.fills[:2]),
        replace(made, drops=made.drops + 1),
    ]
    hashes = [outcome_hash(each, None) for each in (made, *others)]
    hashes += [outcome_hash(made, surges()), outcome_hash(made, replace(surges(), ts=np.zeros(1, "i8")))]
    assert len(set(hashes)) == len(hashes)
