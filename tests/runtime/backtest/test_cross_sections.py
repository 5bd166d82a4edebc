"""Values among all symbols, against a naive reading of the language: slot by slot, one by one."""

import math
import statistics
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from jtsc.driver import load_kernel
from runtime.backtest.cross_sections import percentile, rank, zscore
from runtime.backtest.feeds import plain_feeds
from runtime.backtest.grids import build_grid
from runtime.backtest.market_stage import market_signals
from runtime.domain.bars import Bars
from tests.jtsc.checked import codes, rule
from tests.property.conftest import artifact_of
from tests.runtime.backtest.made_bars import daily_bars

VALUES = st.lists(st.tuples(st.integers(0, 3), st.integers(-3, 3).map(float)), min_size=1, max_size=30)


def split(pairs: list[tuple[int, float]]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    slots, values = zip(*pairs, strict=True)
    return np.array(values), np.array(slots, np.int32)


@given(VALUES)
def test_rank_counts_the_higher_and_the_equal_before(pairs: list[tuple[int, float]]) -> None:
    found = rank(*split(pairs))
    for at, (slot, value) in enumerate(pairs):
        higher = sum(s == slot and v > value for s, v in pairs)
        equal_before = sum(s == slot and v == value for s, v in pairs[:at])
        assert found[at] == 1 + higher + equal_before


@given(VALUES)
def test_percentile_is_the_share_of_the_others_below(pairs: list[tuple[int, float]]) -> None:
    found = percentile(*split(pairs))
    for at, (slot, value) in enumerate(pairs):
        others = [v for place, (s, v) in enumerate(pairs) if s == slot and place != at]
        if others:
            assert found[at] == sum(v < value for v in others) / len(others)
        else:
            assert math.isnan(found[at])


@given(VALUES)
def test_zscore_is_in_population_deviations(pairs: list[tuple[int, float]]) -> None:
    found = zscore(*split(pairs))
    for at, (slot, value) in enumerate(pairs):
        together = [v for s, v in pairs if s == slot]
        deviation = statistics.pstdev(together)
        if deviation == 0:
            assert math.isnan(found[at])
        else:
            assert found[at] == pytest.approx((value - statistics.fmean(together)) / deviation, abs=1e-12)


CLOSES = {"A": [3.0, 5.0, 2.0, 9.0, 4.0], "B": [3.0, 1.0, 8.0, 7.0], "C": [6.0, 2.0, 2.0]}
BARS = daily_bars(CLOSES, {"C": 2})
SIZES = ("rank(close)", "rank(-close)", "percentile(close) * 100", "SMA(rank(close), 2)", "rank(close[1])")


def computed(bars: Bars, traded: tuple[bool, ...] = (True, True, True)) -> NDArray[np.float64]:
    """Return the sizes at every row."""
    rules = "\n".join(f"when (close > 0) {{ buy(quantity: {size}) }}" for size in SIZES)
    artifact = artifact_of(f'strategy("Cross") {{\nentry.long {{\n{rules}\n}}\n}}\n')
    accounts = np.where(np.array(traded), 0, -1).astype(np.int32)
    grid = build_grid(bars, Decimal(1), None, None)
    feeds = plain_feeds(bars, accounts)
    kernel = load_kernel(artifact)
    return market_signals(artifact, kernel, feeds, grid, np.empty(0), every_payload=True).payload[
        : len(SIZES)
    ]


def naive_rank(symbol: str, day: int, values: dict[str, dict[int, float]]) -> float:
    own = values[symbol][day]
    names = [name for name in values if day in values[name]]
    higher = sum(values[name][day] > own for name in names)
    return 1 + higher + sum(values[name][day] == own for name in names[: names.index(symbol)])


def test_ranks_of_bars_by_their_day() -> None:
    first = {"A": 0, "B": 0, "C": 2}
    values = {name: {first[name] + at: close for at, close in enumerate(CLOSES[name])} for name in CLOSES}
    found = computed(BARS)
    row = 0
    for name in CLOSES:
        before = np.nan
        for day in values[name]:
            expected = naive_rank(name, day, values)
            assert found[0, row] == expected
            below = {other: {d: -v for d, v in days.items()} for other, days in values.items()}
            assert found[1, row] == naive_rank(name, day, below)
            average = (before + expected) / 2
            assert found[3, row] == average or (np.isnan(average) and np.isnan(found[3, row]))
            before = expected
            row += 1
    assert np.isnan(found[4, [0, 5, 9]]).all()  # no value at a symbol's first bar: it is not ranked


def test_symbols_that_are_only_looked_at_are_not_compared() -> None:
    found = computed(BARS, (True, False, True))
    np.testing.assert_array_equal(found[0], [1, 1, 2, 1, 1, *[np.nan] * 4, 1, 2, 2])


def test_cutting_the_data_off_changes_no_earlier_rank() -> None:
    first_four_days = {"A": CLOSES["A"][:4], "B": CLOSES["B"], "C": CLOSES["C"][:2]}
    cut, whole = computed(daily_bars(first_four_days, {"C": 2})), computed(BARS)
    np.testing.assert_array_equal(cut, whole[:, [0, 1, 2, 3, 5, 6, 7, 8, 9, 10]])


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("rank(close) <= 3 AND top(volume, 5) AND bottom(close / open, 2)", []),
        ("percentile(close) > 50%", []),
        ("rank(rank(close)) < 2", ["JTS0119"]),
        ("rank(3) < 2", ["JTS0505"]),
        ("rank(close) > 3%", ["JTS0301"]),
    ],
)
def test_what_is_compared(condition: str, expected: list[str]) -> None:
    assert codes(rule(condition)) == expected


def test_halted_symbols_have_no_place() -> None:
    halted = BARS.halted.copy()
    halted[0] = True
    found = computed(replace(BARS, halted=halted))
    assert found[0, 5] == 1  # B, alone on the first day
