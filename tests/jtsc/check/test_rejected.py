"""Programs that must be refused, each with its code: two at least for every way to go wrong."""

import itertools

import pytest

from tests.jtsc.checked import codes, rule, traded

REJECTED = {
    "negative index": (
        "JTS0402",
        [rule("close[-1] > open"), rule("x > 1", "indicators {\nx = SMA(close[-3], 5)\n}")],
    ),
    "index of a computed fraction": ("JTS0405", [rule("close[1.5] > open"), rule("close[close] > open")]),
    "index that an indicator computes": (
        "JTS0403",
        [rule("close[RSI()] > open"), rule("x > 1", "indicators {\nn = RSI(period: 5)\nx = high[n]\n}")],
    ),
    "window that varies": (
        "JTS0401",
        [rule("SMA(close, volume) > 1"), rule("x > 1", "indicators {\nx = HIGHEST(high, RSI())\n}")],
    ),
    "reduction of a whole series": (
        "JTS0504",
        [
            rule("close > HIGHEST(close)"),
            rule("close > x", "indicators {\nx = LOWEST(low)\n}"),
            rule("SMA() > 1"),
        ],
    ),
    "indicator of an account value": (
        "JTS0404",
        [
            rule("SMA(position.pnl, 5) > 0"),
            rule("HIGHEST(equity, 20) > cash"),
            rule("position.pnl crosses above 3%"),
        ],
    ),
    "history of an account value": (
        "JTS0404",
        [rule("position.pnl[1] > 0"), rule("cash > equity[5]")],
    ),
    "definitions in a circle": (
        "JTS0208",
        [
            rule("a > 1", "indicators {\na = a + 1\n}"),
            rule("a > 1", "indicators {\na = b\nb = SMA(a, 5)\n}"),
            rule("x > 1", "indicators {\nx = n\n}\nvar n = 0 then n + x"),
        ],
    ),
    "action of another section": (
        "JTS0523",
        [
            traded("close > 1").replace("buy(", "sell("),
            traded("close > 1").replace("buy(", "short("),
            traded("close > 1", "exit.long {\nwhen (close < 1) { buy(quantity: 5%) }\n}"),
            traded("close > 1", "entry.short {\nwhen (close < 1) { cover(quantity: 5%) }\n}"),
            traded("close > 1", "exit.short {\nwhen (close < 1) { sell(quantity: 5%) }\n}"),
        ],
    ),
}

# A value of each unit, and the powers of currency, shares and time that it measures.
DIMENSIONS = {
    "RSI()": (0, 0, 0),
    "price_change(1d)": (0, 0, 0),
    "close": (1, -1, 0),
    "volume": (0, 1, 0),
    "position.quantity": (0, 1, 0),
    "(close * volume)": (1, 0, 0),
    "since_open": (0, 0, 1),
}
NO_MEASURES = ("time", "day_of_week", "(close > open)")
VALUES = (*DIMENSIONS, *NO_MEASURES)
KNOWN = set(DIMENSIONS.values())
OF_TIME = {("time", "+", "since_open"), ("time", "-", "since_open"), ("time", "-", "time")}


def is_wrong(left: str, operator: str, right: str) -> bool:
    """Tell whether an operation has no meaning: its result measures nothing that there is a unit for."""
    if (left, operator, right) in OF_TIME:
        return False
    if left in NO_MEASURES or right in NO_MEASURES:
        return True
    if operator in "+-":
        return left != right
    sign = 1 if operator == "*" else -1
    pairs = zip(DIMENSIONS[left], DIMENSIONS[right], strict=True)
    return tuple(a + sign * b for a, b in pairs) not in KNOWN


PAIRS = [(a, operator, b) for a, b in itertools.product(VALUES, VALUES) for operator in "+-*/"]
WRONG = [pair for pair in PAIRS if is_wrong(*pair)]


@pytest.mark.parametrize("way", REJECTED)
def test_each_way_to_go_wrong_has_its_code(way: str) -> None:
    code, programs = REJECTED[way]
    assert len(programs) >= 2
    assert [codes(text) for text in programs] == [[code]] * len(programs)


@pytest.mark.parametrize("left", VALUES)
def test_wrong_pairs_of_units_are_refused(left: str) -> None:
    wrong = [(a, operator, b) for a, operator, b in WRONG if a == left]
    assert wrong
    for a, operator, b in wrong:
        assert codes(rule(f"{a} {operator} {b} > 0")) == ["JTS0304"], (a, operator, b)
        assert codes(rule("close > 1", f"var x = 0 then {a} {operator} {b}")) == ["JTS0304"], (a, operator, b)


@pytest.mark.parametrize("left", VALUES)
def test_other_pairs_are_not(left: str) -> None:
    right = [(a, operator, b) for a, operator, b in PAIRS if a == left and not is_wrong(a, operator, b)]
    for a, operator, b in right:
        value = f"({a} {operator} {b})"
        assert codes(rule(f"{value} == {value}")) == [], value


@pytest.mark.parametrize(("left", "right"), list(itertools.permutations(VALUES, 2)))
def test_only_like_units_are_compared(left: str, right: str) -> None:
    operators = ("<", "==", "crosses above") if left != "position.quantity" != right else ("<", "==")
    assert [codes(rule(f"{left} {operator} {right}")) for operator in operators] == [["JTS0301"]] * len(
        operators
    )
