"""Which parts of an expectation are shown beside it, and under which words."""

import pytest

from jtsc.codegen.terms import shown_parts
from tests.jtsc.checked import check, rule

DECLARED = """
params { n = 5 }
timeframes { five = 5m
 daily = 1d }
indicators {
 fast = SMA(close, n)
 slow = SMA(close[1], 20)
 up = fast crosses above slow
 usual = avg_volume(20)
 on daily { trend = SMA(close, 50)
  band = BBANDS(close) }
 a = fast + 1
 b = a + 1
 c = b + 1
 d = c + 1
}
var streak = 0 then if up then streak + 1 else 0
"""


def parts(expectation: str) -> list[str]:
    step = f"bars(5m, close: [100, 101, 102])\nexpect {expectation} at bar 2"
    checked = check(rule("close > 1", f'{DECLARED}\ntest "t" {{\n{step}\n}}'))
    assert checked.hir is not None, checked.diagnostics
    (expected,) = checked.hir.tests[0].expectations
    return [part.text for part in shown_parts(expected.condition, checked.hir, checked.source)]


@pytest.mark.parametrize(
    ("expectation", "shown"),
    [
        ("close > 100", ["close", "close > 100"]),
        ("true", ["true"]),
        ("up", ["close", "fast", "close[1]", "slow", "up"]),
        (
            "fast > 3 AND up AND volume > 1",
            [
                *("close", "fast", "fast > 3", "close[1]", "slow", "up", "volume", "volume > 1"),
                "fast > 3 AND up AND volume > 1",
            ],
        ),
        ("volume > usual * 2", ["volume", "usual", "usual * 2", "volume > usual * 2"]),
        ("volume > avg_volume(20)", ["volume", "avg_volume(20)", "volume > avg_volume(20)"]),
        ("close > daily.trend", ["close", "close @ daily", "daily.trend", "close > daily.trend"]),
        (
            "close > daily.band.upper",
            ["close", "close @ daily", "daily.band.upper", "close > daily.band.upper"],
        ),
        ("streak == 3", ["close", "fast", "close[1]", "slow", "up", "streak", "streak == 3"]),
        ("close > n", ["close", "n", "close > n"]),
    ],
)
def test_operands_come_before_what_is_made_of_them(expectation: str, shown: list[str]) -> None:
    assert parts(expectation) == shown


def test_names_are_followed_only_so_far() -> None:
    shown = parts("d > 1")
    assert shown[-1] == "d > 1"
    assert {"d", "c", "b", "a"} <= set(shown)
    assert not {"fast", "close"} & set(shown)


def test_text_over_several_lines_is_one() -> None:
    assert parts("(close\n   > 100)")[-1] == "close > 100"
