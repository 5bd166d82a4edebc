"""The common slips: each is one diagnostic of its own code, and its fix gives the program that was meant."""

import pytest

from jtsc.diagnostics.edits import apply_fix
from jtsc.frontend import Frontend
from jtsc.source import Source
from jtsc.syntax.explain import _WORDS
from jtsc.syntax.parser import grammar
from jtsc.syntax.slips.foreign_calls import RENAMED
from jtsc.typesys.prelude import find_builtin
from tests.jtsc.checked import check, codes, rule

R = "RSI(period: 14)"
# A condition with a slip, its code, and the condition as its fix writes it (safe or not).
CONDITIONS = [
    (f"{R} > 30 && close > open", "JTS0121", f"{R} > 30 AND close > open", True),
    (f"{R} > 30||close > open", "JTS0121", f"{R} > 30 OR close > open", True),
    ("!(close > open)", "JTS0121", "NOT (close > open)", True),
    ("close === open", "JTS0121", "close == open", True),
    ("close => open", "JTS0121", "close >= open", True),
    ("close =< open", "JTS0121", "close <= open", True),
    ("close <> open", "JTS0121", "close != open", True),
    ("close ≥ open", "JTS0121", "close >= open", True),
    (f"{R} = 30", "JTS0110", f"{R} == 30", True),
    (f"40 < {R} < 60", "JTS0114", f"40 < {R} AND {R} < 60", True),
    (f"40 < {R} > 60", "JTS0114", f"40 < {R} AND {R} > 60", False),
    ("price_change(1d) > 3 %", "JTS0112", "price_change(1d) > 3%", True),
    ("volume % 10 == 0", "JTS0113", "mod(volume, 10) == 0", False),
    ("close > open * .5", "JTS0115", "close > open * 0.5", True),
    ("price_change(5min) > 3%", "JTS0116", "price_change(5m) > 3%", True),
    ("price_change(1h30m) > 3%", "JTS0116", "price_change(90m) > 3%", True),
    ("price_change(20일) > 3%", "JTS0116", "price_change(20d) > 3%", True),
    ("price_change(7일) > 3%", "JTS0116", "price_change(7d) > 3%", True),
    ("price_change(1.5h) > 3%", "JTS0116", "price_change(90m) > 3%", True),
    ("price_change(1d) > 3퍼센트", "JTS0116", "price_change(1d) > 3%", True),
    ("spread < 15bps", "JTS0116", "spread < 15bp", True),
    ("close * volume > 100억원", "JTS0116", "close * volume > 10_000_000_000 KRW", True),
    ("volume > 1e6", "JTS0116", "volume > 1_000_000", True),
    ("volume > 007", "JTS0117", "volume > 7", True),
    ("close > ta.sma(close, 20)", "JTS0124", "close > SMA(close, 20)", False),
    ("math.max(close, open) > 3", "JTS0124", "max(close, open) > 3", False),
    ("close > SMA(period = 20)", "JTS0125", "close > SMA(period: 20)", True),
    (f"{R} between 30 and 60", "JTS0126", f"{R} between [30, 60]", True),
    (f"{R} between (30, 60)", "JTS0126", f"{R} between [30, 60]", True),
    (f"({R} between 30, 60)", "JTS0126", f"({R} between [30, 60])", True),
    ("close crosses over SMA(period: 20)", "JTS0127", "close crosses above SMA(period: 20)", True),
    ("close crosses under SMA(period: 20)", "JTS0127", "close crosses below SMA(period: 20)", True),
    ("close ＞ open", "JTS0120", "close > open", True),
    ("close > ５ － 1", "JTS0120", None, True),
    ("close > open;", "JTS0122", "close > open", True),
]


@pytest.mark.parametrize(("written", "code", "meant", "safe"), CONDITIONS)
def test_a_slip_in_a_condition(written: str, code: str, meant: str | None, safe: bool) -> None:
    found = check(rule(written))
    assert {each.code for each in found.diagnostics} == {code}
    fix = found.diagnostics[0].fixes[0]
    assert fix.safe is safe
    if meant is not None:
        assert len(found.diagnostics) == 1
        assert apply_fix(fix, found.source) == rule(meant)
        assert codes(rule(meant)) == []


# Whole texts, where a slip is one of a statement or of the file's form.
RIGHT = rule("close > x", "indicators {\nx = SMA(period: 20)\n}")
TEXTS = [
    (RIGHT.replace("x = ", "x : "), "JTS0111", RIGHT.replace("x = ", "x = ")),
    (RIGHT.replace("x = ", "x := "), "JTS0111", RIGHT),
    (RIGHT.replace("20)", "20);"), "JTS0122", RIGHT),
    (RIGHT.replace("20)", "20); // slow"), "JTS0122", RIGHT.replace("20)", "20) // slow")),
    (RIGHT.replace("x = ", "y = 1; x = "), "JTS0122", RIGHT.replace("x = ", "y = 1\nx = ")),
    (RIGHT.replace("x = ", "y = 1 x = "), "JTS0109", RIGHT.replace("x = ", "y = 1\nx = ")),
    (RIGHT.replace('"S"', "“S”"), "JTS0120", RIGHT),
    (RIGHT.replace('"S"', "'S'"), "JTS0120", RIGHT),
    (RIGHT.replace("(close > x)", "（close > x)"), "JTS0120", RIGHT),
    (RIGHT.replace('("S") {', '("S")\n{'), "JTS0123", RIGHT),
    (RIGHT.replace("indicators {", "indicators\n  {"), "JTS0123", RIGHT),
    (RIGHT.replace("x) {", "x)\n\n{"), "JTS0123", RIGHT),
    (RIGHT.replace("x = ", "# slow\nx = "), "JTS0128", RIGHT.replace("x = ", "// slow\nx = ")),
    (RIGHT.replace("when", "if"), "JTS0129", RIGHT),
    (RIGHT.replace("(close > x)", "close > x"), "JTS0130", RIGHT),
]


@pytest.mark.parametrize(("written", "code", "meant"), TEXTS, ids=range(len(TEXTS)))
def test_a_slip_of_form(written: str, code: str, meant: str) -> None:
    found = check(written)
    assert [each.code for each in found.diagnostics] == [code]
    assert apply_fix(found.diagnostics[0].fixes[0], found.source) == meant
    assert codes(meant) == []


@pytest.mark.parametrize("operator", ["**", "?"])
def test_an_operator_of_which_there_is_a_function(operator: str) -> None:
    assert codes(rule(f"close {operator} 2 > 3")) == ["JTS0121"]


@pytest.mark.parametrize(
    "action", ['strategy.entry("L", strategy.long)', 'strategy.close("L")', "plot.it(close)", "input.int(14)"]
)
def test_a_function_with_a_namespace_is_told_what_to_write(action: str) -> None:
    (found,) = check(rule("close > open").replace("buy(quantity: 5%)", action)).diagnostics
    assert found.code == "JTS0124"
    assert found.facts["hint"]


def test_what_looks_alike_in_texts_and_comments_stays() -> None:
    text = rule("close > open", "// “a”; b # c （d）\n/* ; # ’ */").replace('"S"', '"a;b（c）#“d”"')
    assert codes(text) == []


def test_a_comment_holds_its_braces_line_end() -> None:
    """The brace after a comment cannot be joined to the line before: the comment would swallow it."""
    assert codes(rule("close > x", "indicators { // of entry\nx = open }")) == []
    assert "JTS0123" not in codes(rule("close > open").replace("open) {", "open) // why\n{"))


def test_all_slips_of_a_file_are_told_in_one_run() -> None:
    text = rule("close > open && close > 3", "indicators {\na = .5;\nb = 5min\n}").replace('"S"', "“S”")
    assert codes(text) == ["JTS0120", "JTS0115", "JTS0122", "JTS0116", "JTS0121"]


def test_every_terminal_has_a_word() -> None:
    """None of the parser's own names reaches a user."""
    unnamed = [each.name for each in grammar().terminals if "ANON" in each.name and each.name not in _WORDS]
    assert [name for name in unnamed if grammar().get_terminal(name).pattern.value != "order"] == []


def test_a_range_goes_on_after_its_dots() -> None:
    assert codes(rule("close > n", "params {\nn = 3 in 1..\n5\n}")) == []


def test_what_pine_calls_otherwise_is_a_builtin() -> None:
    assert [name for name in RENAMED.values() if find_builtin(name) is None] == []


def test_a_text_without_a_strategy_is_one_problem() -> None:
    checked = Frontend().check(Source.from_text("int main() { return 0; }\n# no\n"))
    assert [each.code for each in checked.diagnostics] == ["JTS0101"]
