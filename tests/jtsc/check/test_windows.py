"""Sizes of windows and history indices: whole numbers that a run cannot change into others."""

import pytest

from tests.jtsc.checked import codes, rule


def params(declaration: str) -> str:
    return f"params {{ {declaration} }}"


@pytest.mark.parametrize(
    "declaration",
    ["n = 5", "n = 5 in 1..60", "n = 5 in 5..60 step 5", "n = 5 in [5, 10]"],
)
def test_parameter_that_is_always_whole_sizes_a_window(declaration: str) -> None:
    assert codes(rule("SMA(period: n) > close[n]", params(declaration))) == []


@pytest.mark.parametrize(
    ("declaration", "window", "index"),
    [
        ("n = 0", "JTS0409", None),
        ("n = -1", "JTS0409", "JTS0402"),
        ("n = 2.5", "JTS0409", "JTS0405"),
        ("n = 5 in 0..60", "JTS0409", None),
        ("n = 5 in -5..60", "JTS0409", "JTS0402"),
        ("n = 5 in 1..60 step 0.5", "JTS0409", "JTS0405"),
        ("n = 5 in [5, -3]", "JTS0409", "JTS0402"),
        ("n = 5 in 5..2_000_000", "JTS0409", "JTS0405"),
        ("n = 5%", "JTS0506", "JTS0405"),
    ],
)
def test_parameter_that_may_be_something_else_does_not(
    declaration: str, window: str, index: str | None
) -> None:
    assert codes(rule("SMA(period: n) > 1", params(declaration))) == [window]
    assert codes(rule("close[n] > 1", params(declaration))) == ([index] if index else [])


@pytest.mark.parametrize(
    ("size", "window", "index"),
    [
        ("2 * 3", None, None),
        ("7 / 2", "JTS0409", "JTS0405"),
        ("3 - 5", "JTS0409", "JTS0402"),
        ("-1", "JTS0409", "JTS0402"),
        ("1 / 0", "JTS0401", "JTS0403"),
        ("RSI()", "JTS0401", "JTS0403"),
        ("close", "JTS0401", "JTS0405"),
        ("if 1 < 2 then 3 else 4", "JTS0401", "JTS0403"),
        ("slow", None, None),
        ("slow / 4", "JTS0409", "JTS0405"),
        ("moving", "JTS0401", "JTS0403"),
    ],
)
def test_computed_size(size: str, window: str | None, index: str | None) -> None:
    names = "indicators {\n slow = 2 * 5\n moving = RSI() / 2\n}"
    assert codes(rule(f"SMA(period: {size}) > 1", names)) == ([window] if window else [])
    assert codes(rule(f"close[{size}] > 1", names)) == ([index] if index else [])
