"""The figures of a run: one list for the language and for the statistics, and how fills are counted."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtsc.typesys.prelude import builtin_names, find_builtin
from runtime.backtest.metrics.registry import Unit, all_statistics
from runtime.domain.outcome import FILL
from runtime.testing.figures import count_entries_and_exits, idle_figures

UNITS = {Unit.PERCENT: "ratio", Unit.GAIN: "ratio", Unit.MONEY: "money"}
POSITIONS = st.lists(st.integers(-5, 5), max_size=30)


def test_every_statistic_is_a_figure_of_its_unit() -> None:
    figures = {name: find_builtin(name) for name in builtin_names("figure")}
    units = {name: str(found.results[0][1]) for name, found in figures.items() if found is not None}
    of_statistics = {each.name: UNITS.get(each.unit, "number") for each in all_statistics()}
    assert units == {**of_statistics, "entries": "number", "exits": "number"}
    assert all(found is not None and found.doc for found in figures.values())


def test_an_idle_run_has_figures_of_the_language() -> None:
    assert idle_figures().keys() <= set(builtin_names("figure"))
    assert not any(idle_figures().values())


def fills_between(positions: list[int], account: int) -> list[tuple[int, int, int]]:
    """Return (account, side, quantity) of the fills that lead from one position to the next, through none."""
    fills, held = [], 0
    for wanted in positions:
        stops = [wanted] if held * wanted >= 0 else [0, wanted]  # a position is closed before it is turned
        for stop in stops:
            if stop != held:
                fills.append((account, int(math.copysign(1, stop - held)), abs(stop - held)))
            held = stop
    return fills


@given(POSITIONS, POSITIONS)
def test_fills_are_counted_by_what_they_do_to_their_position(first: list[int], second: list[int]) -> None:
    fills = fills_between(first, 0) + fills_between(second, 1)
    records = np.zeros(len(fills), FILL)
    for record, (account, side, quantity) in zip(records, fills, strict=True):
        record["account"], record["side"], record["quantity"] = account, side, quantity
    growing = 0
    for account in (0, 1):
        moves = [side * quantity for of, side, quantity in fills if of == account]
        sizes = np.abs(np.cumsum([0, *moves]))
        growing += int(np.count_nonzero(np.diff(sizes) > 0))
    assert count_entries_and_exits(records) == (growing, len(fills) - growing)


@pytest.mark.parametrize("symbols", [(0, 1), (1, 0)])
def test_positions_of_symbols_are_apart(symbols: tuple[int, int]) -> None:
    fills = np.zeros(2, FILL)
    fills["symbol"], fills["side"], fills["quantity"] = symbols, (1, -1), 5
    assert count_entries_and_exits(fills) == (2, 0)
