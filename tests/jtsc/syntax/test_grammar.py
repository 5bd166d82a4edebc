"""The grammar: no hidden conflicts, the reserved words, and what each spelling means."""

import logging
from datetime import date
from pathlib import Path

import pytest
from lark import Lark
from lark import logger as lark_logger

import jtsc.syntax
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.syntax.parser import START_RULES, parse_body, try_expression
from jtsc.syntax.tokens import RESERVED, LineEnds
from tests.jtsc.checked import check, codes, rule

SOFT = ["in", "step", "long", "short", "above", "below", "crosses", "between", "strategy", "symbols", "entry"]


def test_no_conflict_is_resolved_silently(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lark_logger, "propagate", True)
    lark_logger.setLevel(logging.DEBUG)
    grammar = Path(jtsc.syntax.__file__).with_name("grammar.lark").read_text("utf-8")
    Lark(grammar, parser="lalr", start=list(START_RULES), postlex=LineEnds(), debug=True)
    assert "conflict" not in caplog.text.lower()
    Lark('start: start "+" start | "a"', parser="lalr", debug=True)  # the log does tell of a conflict
    assert "conflict" in caplog.text.lower()
    lark_logger.setLevel(logging.CRITICAL)


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_reserved_word_is_no_name(word: str) -> None:
    assert codes(rule("close > 1", f"indicators {{ {word} = close }}"))


@pytest.mark.parametrize("word", SOFT)
def test_other_words_are_names(word: str) -> None:
    assert codes(rule(f"{word} crosses above {word}[1]", f"indicators {{ {word} = SMA(period: 5) }}")) == []


def test_logic_in_either_case_is_the_same() -> None:
    upper = check(rule("NOT close > 1 AND open > 1 OR low > 1"))
    lower = check(rule("not close > 1 and open > 1 or low > 1"))
    assert upper.hir is not None
    assert lower.hir is not None
    assert isinstance(upper.hir.rules[0].condition, hir.Logical)
    assert upper.hir == lower.hir


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + rule("close > 1"),
        rule("close > 1").replace("\n", "\r\n"),
        rule("close > /* why\nnot */ 1 // really\n"),
        rule("close >\n1 AND\nopen > 1"),
        rule("(\n\nclose\n> 1\n)\n"),
        rule("close > SMA(\n close,\n 5,\n)"),
        rule("close\u3000>\u00a01"),
    ],
    ids=["bom", "crlf", "comments", "open operator", "parentheses", "trailing comma", "wide spaces"],
)
def test_layout_that_means_nothing(text: str) -> None:
    assert codes(text) == []


def test_decomposed_name_is_the_composed_one() -> None:
    assert codes(rule("close > \u1103\u1161\u11ab\u1100\u1175", "indicators { 단기 = SMA(period: 5) }")) == []


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("1_000_000", "number", 1_000_000),
        ("0.5", "number", 0.5),
        ("0", "number", 0),
        ("3%", "ratio", 0.03),
        ("15bp", "ratio", 0.0015),
        ("500ms", "duration", 500_000_000),
        ("5m", "duration", 300_000_000_000),
        ("1w", "duration", 7 * 86_400 * 10**9),
        ("09:10", "time", 33_000 * 10**9),
        ("23:59:59", "time", 86_399 * 10**9),
        ("2024-02-29", "date", (date(2024, 2, 29) - date(1970, 1, 1)).days),
        ("1_000_000 KRW", "money", (1_000_000.0, "KRW")),
        ("0.5 USDT", "money", (0.5, "USDT")),
        (r'"a \"b\" \\"', "text", r'a "b" ' + "\\"),
        ("true", "bool", True),
    ],
)
def test_literal(written: str, kind: str, value: object) -> None:
    literal = try_expression(written)
    assert isinstance(literal, ast.Literal)
    assert (literal.kind, literal.value) == (kind, value)


@pytest.mark.parametrize(
    "written",
    ["2025-02-29", "2025-13-01", "24:00", "12:60", "007", "0m", "101_000d", "1234567890123456", "9" * 5000],
)
def test_impossible_literal(written: str) -> None:
    assert codes(rule(f"close > {written}")) == ["JTS0117"]
    assert try_expression(written) is None


def test_every_broken_statement_of_a_section_is_found() -> None:
    body = parse_body("bindings", "a = 1 2\n\nb = SMA(5\n, 3)\nc = = 2\nd = 4\ne = 5 f = 6\n", 1)
    assert [type(statement) for statement in body.statements] == [ast.Assignment] * 2
    assert len(body.problems) == 3


@pytest.mark.parametrize("depth", [80, 5000])
@pytest.mark.parametrize("shape", ["{} > 0", "close > 0 AND NOT ({}) > 0"])
def test_expression_of_any_depth_is_answered(depth: int, shape: str) -> None:
    chain = shape.format(" + ".join(["close"] * depth))
    nested = shape.format("-(" * depth + "close" + ")" * depth)
    assert codes(rule(chain)) in ([], ["JTS0118"])
    assert codes(rule(nested)) in ([], ["JTS0118"])
    assert (codes(rule(chain)) == []) == (depth == 80)
