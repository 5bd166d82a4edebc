"""Text of a section's body to its statements; every broken statement is reported, the others are kept."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lark import Lark, Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from jtsc.diagnostics import Diagnostic, Edit, Fix, Problems
from jtsc.source import Span
from jtsc.syntax.ast import Expr, Literal, Statement
from jtsc.syntax.build_ast import BuildAst
from jtsc.syntax.explain import explain_unexpected
from jtsc.syntax.tokens import LineEnds

_GRAMMAR = Path(__file__).with_name("grammar.lark")
START_RULES = ("header", "params", "bindings", "rules", "settings", "sources", "expression")


@cache
def grammar() -> Lark:
    """Build the parser: once a process."""
    return Lark(
        _GRAMMAR.read_text("utf-8"),
        parser="lalr",
        lexer="contextual",
        start=list(START_RULES),
        postlex=LineEnds(),
        propagate_positions=True,
        maybe_placeholders=True,
    )


@dataclass(frozen=True, slots=True)
class Body:
    """The statements of a body, and what is wrong with its text."""

    statements: tuple[Statement, ...]
    problems: tuple[Diagnostic, ...]


def parse_body(rule: str, text: str, section: int) -> Body:
    """Parse a section's body; on an error statement by statement, so that each error is found."""
    try:
        return Body(_statements(rule, text, section, 0), ())
    except UnexpectedInput:
        pass
    statements: list[Statement] = []
    problems = Problems()
    for start, end in split_statements(text):
        try:
            statements.extend(_statements(rule, text[start:end], section, start))
        except UnexpectedInput as error:
            _report(error, rule, text, section, start, problems)
    return Body(tuple(statements), problems.as_tuple())


def parse_header(text: str) -> Literal | None:
    """Parse `strategy("name")`, the text before the first brace; None if it is something else."""
    try:
        tree = grammar().parse(text, start="header")
    except UnexpectedInput:
        return None
    name = BuildAst(0, 0).transform(tree).children[0]
    return name if isinstance(name, Literal) else None


def parse_expression(text: str) -> Expr:
    """Parse one expression, as the prelude and `--param` hold them; raises lark's UnexpectedInput."""
    expression: Expr = BuildAst(0, 0).transform(grammar().parse(text, start="expression")).children[0]
    return expression


def _statements(rule: str, text: str, section: int, offset: int) -> tuple[Statement, ...]:
    tree = grammar().parse(text, start=rule)
    return tuple(BuildAst(section, offset).transform(tree).children)


def split_statements(text: str) -> list[tuple[int, int]]:
    """Return start and end of each statement: a line end outside brackets, after a complete line, ends one."""
    starts: list[tuple[int, int]] = []
    depth, start, last = 0, -1, ""
    lexer = _tokens_only()
    at = 0
    for token in lexer.lex(text):
        kind = token.type
        if kind == "_NL":
            if depth == 0 and start >= 0 and last not in ("OPERATOR",):
                starts.append((start, at))
                start = -1
            continue
        if start < 0:
            start = token.start_pos or 0
        depth += {"OPEN": 1, "CLOSE": -1}.get(kind, 0)
        last, at = kind, token.end_pos or 0
    if start >= 0:
        starts.append((start, at))
    return starts


@cache
def _tokens_only() -> Lark:
    return Lark(
        r"""
        start: (OPEN | CLOSE | OPERATOR | OTHER | STRING | _NL)*
        OPEN: /[({\[]/
        CLOSE: /[)}\]]/
        STRING.3: /"(?:\\.|[^"\\\n])*"/
        OPERATOR.2: /[-+*\/<>=!:,.]+|(AND|OR|NOT|and|or|not|crosses|above|below|between|then|else)\b/
        OTHER: /[^\s(){}\[\]"]/
        _NL: /\n/
        _COMMENT.4: /\/\/[^\n]*|\/\*(.|\n)*?\*\//
        _SPACE: /[ \t\f]+/
        %ignore _COMMENT
        %ignore _SPACE
        """,
        parser="lalr",
        lexer="basic",
    )


def _report(
    error: UnexpectedInput, rule: str, text: str, section: int, offset: int, problems: Problems
) -> None:
    if isinstance(error, UnexpectedToken):
        token: Token = error.token
        if token.type == "$END":
            end = offset + len(text[offset:].split("\n", 1)[0].rstrip())
            span = Span(section, max(offset, end - 1), end)
            found = ""
        else:
            start = offset + (token.start_pos or 0)
            span, found = Span(section, start, start + max(1, len(token))), str(token)
        expected = error.accepts or error.expected
    elif isinstance(error, UnexpectedCharacters):
        start = offset + error.pos_in_stream
        span, found = Span(section, start, start + 1), text[start : start + 1]
        expected = error.allowed or set()
    else:
        span, found, expected = Span(section, offset, offset + 1), "", set()
    code, facts = explain_unexpected(found, expected, rule, text[: span.start], text[span.start :])
    fixes = [Fix("start a new line", (Edit(Span(section, span.start, span.start), "\n"),))] if code == "JTS0109" else []
    problems.add(code, span, fixes=fixes, **facts)
