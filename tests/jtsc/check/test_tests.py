"""`test` sections: their steps and the parameters that they set."""

import pytest

from jtsc.frontend import Frontend
from jtsc.source import Source
from tests.jtsc.checked import check, codes, rule

PARAMS = "params {\n fast = 5 in 2..20\n risk = 1%\n kind = 2 in [1, 2, 3]\n wait = 30m\n}"
BARS = "bars(1d, close: [100, 101, 102])"


def text_of(*steps: str, title: str = "t") -> str:
    body = "\n".join(steps)
    return rule("close > 1", f'{PARAMS}\ntest "{title}" {{\n{body}\n}}')


def test_steps_may_stand_in_any_order() -> None:
    checked = check(text_of("expect entries == 1", BARS, "with fast = 3, risk = 2%", "with wait = 1h"))
    assert checked.hir is not None, checked.diagnostics
    (test,) = checked.hir.tests
    assert test.title == "t"
    assert test.parameters == {"fast": 3, "risk": 0.02, "wait": 3_600_000_000_000}
    assert [expectation.bar for expectation in test.expectations] == [None]


@pytest.mark.parametrize(
    ("with_", "code"),
    [
        ("with fast = 1", "JTS0573"),
        ("with fast = 20, kind = 4", "JTS0573"),
        ("with fas = 3", "JTS0572"),
        ("with fast = 3, fast = 4", "JTS0503"),
        ("with fast = 3%", "JTS0506"),
        ("with fast = close", "JTS0210"),
    ],
)
def test_values_are_checked_against_their_declaration(with_: str, code: str) -> None:
    assert codes(text_of(with_, BARS, "expect entries == 0")) == [code]


def test_all_mistakes_of_a_test_are_told() -> None:
    steps = ("with fast = 1", "bars(1d, close: [1, 0])", "expect clos > 1 at bar 0", "expect close > 1")
    assert codes(text_of(*steps)) == ["JTS0573", "JTS0568", "JTS0201", "JTS0561"]


def test_tests_do_not_make_a_strategy() -> None:
    text = f'strategy("S") {{\ntest "t" {{\n{BARS}\nexpect entries == 0\n}}\n}}'
    assert codes(text) == ["JTS0550"]


def test_a_new_title_and_a_new_timeframe_are_noticed() -> None:
    """What is remembered of a test depends on its title and on the clock that it runs on."""
    frontend = Frontend()

    def titles(text: str) -> list[str]:
        checked = frontend.check(Source.from_text(text))
        return [test.title for test in checked.hir.tests] if checked.hir is not None else []

    old = text_of(BARS, "expect entries == 0")
    assert titles(old) == ["t"]
    assert titles(old.replace('test "t"', 'test "u"')) == ["u"]
    assert titles(old.replace("params {", "timeframes { day = 1d }\nparams {")) == ["t"]
    assert titles(old.replace("params {", "timeframes { day = 1h }\nparams {")) == []


def test_tests_leave_the_strategy_as_it_is() -> None:
    with_tests, without = check(text_of(BARS, "expect entries == 0")), check(rule("close > 1", PARAMS))
    assert with_tests.hir is not None
    assert without.hir is not None
    for name in ("parameters", "clocks", "bindings", "limits", "execution", "sources", "probes"):
        kept, alone = getattr(with_tests.hir, name), getattr(without.hir, name)
        assert kept == alone


def test_places_of_tests_move_with_the_text_above() -> None:
    frontend = Frontend()
    bad = text_of(BARS)  # it lacks an expectation, which is told at its name
    for text in (bad, "\n\n" + bad, bad.replace("expect", "\nexpect")):
        assert frontend.check(Source.from_text(text)) == check(text)
