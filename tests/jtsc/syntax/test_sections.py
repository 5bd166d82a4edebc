"""Where a text is cut, and what is said of brackets and stray text."""

import pytest

from tests.jtsc.checked import check, codes, excerpt, rule


def test_unclosed_section_is_found_where_the_next_begins() -> None:
    checked = check(rule("close > x", "indicators {\n x = SMA(period: 5)\n"))
    (found,) = checked.diagnostics
    assert (found.code, checked.source.start(found.span).line) == ("JTS0102", 2)
    (fix,) = found.fixes
    assert checked.source.start(fix.edits[0].span).line == 3  # after the last line of the section


def test_unclosed_strategy_is_found_at_its_brace() -> None:
    text = rule("close > 1").rstrip().removesuffix("}")
    (found,) = check(text).diagnostics
    assert (found.code, found.span.start) == ("JTS0102", text.index("{"))


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ('buy(quantity: "5%)', ["JTS0103"]),
        ("buy(quantity: 5%))", ["JTS0106"]),
        ("buy(quantity: 5%]", ["JTS0106", "JTS0102"]),
        ("buy(quantity: (5%)", ["JTS0102"]),
        ("/* buy(quantity: 5%)", ["JTS0104"]),
    ],
)
def test_broken_bracket_or_quote_leads_to_no_other_message(broken: str, expected: list[str]) -> None:
    text = f'strategy("S") {{\nentry.long {{\nwhen (close > 1) {{ {broken} }}\n}}\n}}\n'
    assert sorted(codes(text)) == sorted(expected)


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_stray_text_is_found_once(place: str) -> None:
    good = rule("close > 1", "indicators { x = close }\n// a comment is no text\n")
    text = {
        "before": good.replace("indicators", "stray words\nindicators"),
        "between": good.replace("entry", "stray words\nentry"),
        "after": good + "stray words\n",
    }[place]
    checked = check(text)
    assert [(d.code, excerpt(checked, d)) for d in checked.diagnostics] == [("JTS0107", "stray words")]


@pytest.mark.parametrize("text", ["", "\n\n", "// nothing", "hello", "strategy", 'strategy("S")', "{", "}"])
def test_text_without_a_strategy_says_so(text: str) -> None:
    assert "JTS0101" in codes(text)


def test_second_strategy_is_stray_text() -> None:
    assert set(codes(rule("close > 1") * 2)) == {"JTS0107"}


def test_a_section_may_stand_on_one_line() -> None:
    assert codes('strategy("S") { entry.long { when (close > 1) { buy(quantity: 5%) } } }') == []


@pytest.mark.parametrize("comment", ["// some to try.\n", "// of entry.\n  // long or", "/* see entry. */"])
def test_a_comment_is_no_part_of_a_sections_name(comment: str) -> None:
    assert codes(rule("close > x", f"{comment}\nindicators {{ x = close }}\n")) == []
    assert codes(rule("close > x", f"indicators {comment}\n{{ x = close }}\n")) == []
