"""Conditions against truth tables and against plain loops over the columns."""

import itertools
import math
import operator

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.property.conftest import Compile
from tests.property.markets import Market, random_market
from tests.property.walks import walk_steps

Truth = bool | None  # None is na
OPERANDS = {True: 2.0, False: 0.0, None: math.nan}  # volume at which `volume > 1` is that

# Kleene's tables, written out.
AND = {
    (True, True): True, (True, False): False, (True, None): None,
    (False, True): False, (False, False): False, (False, None): False,
    (None, True): None, (None, False): False, (None, None): None,
}  # fmt: skip
OR = {
    (True, True): True, (True, False): True, (True, None): True,
    (False, True): True, (False, False): False, (False, None): None,
    (None, True): True, (None, False): None, (None, None): None,
}  # fmt: skip
NOT = {True: False, False: True, None: None}
TABLES = {
    "A AND B": AND,
    "A OR B": OR,
    "NOT (A AND B)": {pair: NOT[value] for pair, value in AND.items()},
    "NOT A OR NOT B": {pair: NOT[value] for pair, value in AND.items()},
    "A == B": {(a, b): None if a is None or b is None else a is b for a, b in AND},
    "A != B": {(a, b): None if a is None or b is None else a is not b for a, b in AND},
    "if A then B else NOT B": {(a, b): None if a is None else b if a else NOT[b] for a, b in AND},
    "if A then true else B": {(a, b): None if a is None else a or b for a, b in AND},
}


def market_of(**columns: NDArray[np.float64]) -> Market:
    rows = len(next(iter(columns.values())))
    return random_market(0, lengths=(rows,), clocks=1, halted=0.0).with_columns(**columns)


def fires(compile_text: Compile, condition: str, market: Market, indicators: str = "") -> list[bool]:
    module, artifact = compile_text(
        f'strategy("S") {{\n indicators {{\n{indicators}\n }}\n'
        f" entry.long {{ when ({condition}) {{ buy(quantity: 1%) }} }}\n}}"
    )
    return walk_steps(module, artifact, market).fired[0].tolist()


@pytest.mark.parametrize("condition", TABLES)
def test_truth_table(compile_text: Compile, condition: str) -> None:
    """`C` fires where the table says true, `NOT (C)` where it says false, neither where it says na."""
    pairs = list(itertools.product(OPERANDS, repeat=2))
    market = market_of(
        volume=np.asarray([OPERANDS[a] for a, _ in pairs]), close=np.asarray([OPERANDS[b] for _, b in pairs])
    )
    names = "A = volume > 1\nB = close > 1"
    expected = [TABLES[condition][pair] for pair in pairs]
    assert fires(compile_text, condition, market, names) == [value is True for value in expected]
    assert fires(compile_text, f"NOT ({condition})", market, names) == [value is False for value in expected]


COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@pytest.mark.parametrize("written", COMPARISONS)
def test_comparison_with_na_is_na(compile_text: Compile, written: str) -> None:
    values = [1.0, 2.0, math.nan]
    pairs = list(itertools.product(values, repeat=2))
    market = market_of(close=np.asarray([a for a, _ in pairs]), open=np.asarray([b for _, b in pairs]))
    known = [not (math.isnan(a) or math.isnan(b)) for a, b in pairs]
    holds = [COMPARISONS[written](a, b) for a, b in pairs]
    assert fires(compile_text, f"close {written} open", market) == [
        k and h for k, h in zip(known, holds, strict=True)
    ]
    assert fires(compile_text, f"NOT close {written} open", market) == [
        k and not h for k, h in zip(known, holds, strict=True)
    ]


def known(*values: float) -> bool:
    return not any(math.isnan(value) for value in values)


@pytest.mark.parametrize(
    ("written", "before", "after"),
    [("above", operator.le, operator.gt), ("below", operator.ge, operator.lt)],
)
def test_crossing(compile_text: Compile, written: str, before: object, after: object) -> None:
    market = random_market(11, lengths=(400,), halted=0.0)
    a, b = (market.columns[0, name].tolist() for name in ("close", "open"))
    crossed, not_crossed = [False], [False]  # unknown at the first bar: neither
    for t in range(1, 400):
        sure = known(a[t - 1], b[t - 1], a[t], b[t])
        crosses = before(a[t - 1], b[t - 1]) and after(a[t], b[t])  # type: ignore[operator]
        crossed.append(sure and crosses)
        not_crossed.append(sure and not crosses)
    assert any(crossed)
    assert fires(compile_text, f"close crosses {written} open", market) == crossed
    assert fires(compile_text, f"NOT (close crosses {written} open)", market) == not_crossed


def test_between_holds_at_both_bounds(compile_text: Compile) -> None:
    market = market_of(close=np.asarray([0.9, 1.0, 1.5, 2.0, 2.1, math.nan]))
    assert fires(compile_text, "close between [1, 2]", market) == [False, True, True, True, False, False]
    assert fires(compile_text, "NOT close between [1, 2]", market) == [True, False, False, False, True, False]


@pytest.mark.parametrize("back", [0, 1, 3, 70])
def test_history_counts_bars_that_trade(compile_text: Compile, back: int) -> None:
    """`close[n]` is na before the first bar, and halted rows are no bars."""
    market = random_market(12, lengths=(200,), halted=0.2)
    close, fired = market.columns[0, "close"], np.zeros(200, np.bool_)
    trading = np.flatnonzero(~market.halted)
    for place in range(back, len(trading)):
        now, then = close[trading[place]], close[trading[place - back]]
        fired[trading[place]] = known(now, then) and now >= then
    assert fires(compile_text, f"close >= close[{back}]", market) == fired.tolist()


@pytest.mark.filterwarnings("ignore:overflow")  # from plain Python; machine code is silent
def test_division_by_zero_and_infinity_are_na(compile_text: Compile) -> None:
    market = market_of(close=np.asarray([1.0, 1.0, 0.0, 1e300]), open=np.asarray([2.0, 0.0, 0.0, 1e-9]))
    finite = [True, False, False, False]
    assert fires(compile_text, "close / open > 0 OR NOT close / open > 0", market) == finite
    huge = market.with_columns(volume=np.asarray([1.0, 0.0, 2.0, 1e300]))
    money = fires(compile_text, "close * volume >= 0 OR close * volume < 0", huge)
    assert money == [True, True, True, False]


def test_window_needs_values_without_a_gap(compile_text: Compile) -> None:
    values = [1.0, 2.0, math.nan, 3.0, 4.0, 5.0, 6.0]
    market = market_of(volume=np.asarray(values))
    means = [math.nan if t < 2 else sum(values[t - 2 : t + 1]) / 3 for t in range(7)]
    fired = fires(compile_text, "SMA(volume, 3) >= 4", market)
    assert fired == [mean >= 4 for mean in means] == [False] * 5 + [True, True]


def test_coarse_value_is_unknown_before_its_first_bar(compile_text: Compile) -> None:
    """Even a condition that holds whatever the bar says: there is no bar yet."""
    module, artifact = compile_text(
        'strategy("S") { timeframes { day = 1d\n hour = 1h }\n'
        "indicators { on day { always = close > 0 OR true } }\n"
        "entry.long { when (day.always AND hour.close > 0) { buy(quantity: 1%) } } }"
    )
    market = random_market(13, lengths=(60,), missing=0.0, halted=0.0)
    seen = market.seen[1] > 0
    assert 0 < seen.sum() < 60
    assert walk_steps(module, artifact, market).fired[0].tolist() == seen.tolist()


def test_coarse_crossing_is_true_once(compile_text: Compile) -> None:
    """At the first decision that sees the coarse bar, never again."""
    module, artifact = compile_text(
        'strategy("S") { timeframes { day = 1d\n hour = 1h }\n'
        "entry.long { when (day.close crosses above day.open) { buy(quantity: 1%) } } }"
    )
    market = random_market(14, lengths=(300,), missing=0.0, halted=0.0)
    seen, above = market.seen[1], market.columns[1, "close"] > market.columns[1, "open"]
    new = np.diff(seen, prepend=0) > 0
    expected = [
        bool(new[t] and seen[t] > 1 and above[seen[t] - 1] and not above[seen[t] - 2]) for t in range(300)
    ]
    assert any(expected)
    assert walk_steps(module, artifact, market).fired[0].tolist() == expected
