"""Text of a section's body to its statements; every broken statement is reported, the others are kept."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from jtsc.diagnostics import Diagnostic, Problems
from jtsc.source import Span
from jtsc.syntax.ast import Expr, Literal, Statement
from jtsc.syntax.build_ast import BuildAst
from jtsc.syntax.explain import explain_unexpected
from jtsc.syntax.literals import ImpossibleLiteralError
from jtsc.syntax.slips.numbers import without_zeros
from jtsc.syntax.slips.slip import Unexpected, rewrite
from jtsc.syntax.tokens import LineEnds

_GRAMMAR = Path(__file__).with_name("grammar.lark")
_DEEPEST = 100  # expressions in one another: more is no strategy, and a tree is walked by recursion
START_RULES = (
    *("header", "top", "params", "bindings", "vars", "universe", "rules", "settings", "sources"),
    *("expectations", "test", "expression"),
)


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


class _TooDeepError(Exception):
    """More than `_DEEPEST` expressions stand in one another."""


_ERRORS = (UnexpectedInput, VisitError, _TooDeepError)


@dataclass(frozen=True, slots=True)
class Body:
    """The statements of a body, and what is wrong with its text."""

    statements: tuple[Statement, ...]
    problems: tuple[Diagnostic, ...]


def parse_body(rule: str, text: str, section: int) -> Body:
    """Parse a section's body; on an error statement by statement, so that each error is found."""
    try:
        return Body(_statements(rule, text, section, 0), ())
    except _ERRORS:
        pass
    statements: list[Statement] = []
    problems = Problems()
    for start, end in split_statements(text):
        try:
            statements.extend(_statements(rule, text[start:end], section, start))
        except _ERRORS as error:
            _report(error, rule, text, Span(section, start, end), problems)
    return Body(tuple(statements), problems.as_tuple())


def parse_part(text: str, start: int, end: int, section: int, problems: Problems) -> Expr | None:
    """Parse the expression between two places of a section's text; what is wrong with it is reported."""
    try:
        return _expression(text[start:end], section, start)
    except _ERRORS as error:
        _report(error, "expression", text[:end], Span(section, start, end), problems)
    return None


def parse_header(text: str, start: int) -> Literal | None:
    """Parse `strategy("name")`, which begins at `start` of the file; None if it is something else."""
    try:
        tree = grammar().parse(text, start="header")
        name = BuildAst(0, start).transform(tree).children[0]
    except (UnexpectedInput, VisitError):
        return None
    return name if isinstance(name, Literal) and name.kind == "text" else None


def parse_expression(text: str) -> Expr:
    """Parse one expression of the prelude."""
    return _expression(text, 0, 0)


def try_expression(text: str) -> Expr | None:
    """Parse what may be one expression, such as a quoted value; None if it is none."""
    try:
        return parse_expression(text)
    except _ERRORS:
        return None


def _statements(rule: str, text: str, section: int, offset: int) -> tuple[Statement, ...]:
    tree = grammar().parse(text, start=rule)
    _refuse_deep(tree)
    return tuple(BuildAst(section, offset).transform(tree).children)


def _expression(text: str, section: int, offset: int) -> Expr:
    tree = grammar().parse(text, start="expression")
    _refuse_deep(tree)
    expression: Expr = BuildAst(section, offset).transform(tree).children[0]
    return expression


def _refuse_deep(tree: Tree[Token]) -> None:
    pending = [(tree, 0)]
    while pending:
        node, depth = pending.pop()
        if depth > _DEEPEST:
            raise _TooDeepError
        pending.extend((child, depth + 1) for child in node.children if isinstance(child, Tree))


def _report(error: Exception, rule: str, text: str, place: Span, problems: Problems) -> None:
    """Report one of `_ERRORS` in what stands at `place` of the text."""
    if isinstance(error, UnexpectedInput):
        _report_unexpected(error, rule, text, place.section, place.start, problems)
    elif isinstance(error, VisitError):
        at = error.obj.meta  # type: ignore[union-attr]
        span = Span(place.section, place.start + at.start_pos, place.start + at.end_pos)
        literal = text[span.start : span.end]
        meant = without_zeros(literal)
        fixes = rewrite(span, meant) if meant else ()
        problems.add("JTS0117", span, text=literal, reason=_impossible(error), fixes=fixes)
    else:
        problems.add("JTS0118", place, most=_DEEPEST)


def _impossible(error: VisitError) -> str:
    if not isinstance(error.orig_exc, ImpossibleLiteralError):
        raise error
    return str(error.orig_exc)


def split_statements(text: str) -> list[tuple[int, int]]:
    """Return start and end of each statement: it ends with its line, unless a bracket or operator is open."""
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
        OTHER.-1: /./
        _NL: /\n/
        _COMMENT.4: /\/\/[^\n]*|\/\*(.|\n)*?\*\//
        _SPACE: /[^\S\n]+/
        %ignore _COMMENT
        %ignore _SPACE
        """,
        parser="lalr",
        lexer="basic",
    )


def _report_unexpected(
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
        start = offset + (error.pos_in_stream or 0)
        span, found = Span(section, start, start + 1), text[start : start + 1]
        expected = error.allowed or set()
    else:
        span, found, expected = Span(section, offset, offset + 1), "", set()
    met = Unexpected(found, frozenset(expected), rule, text, section, span.start, span.end)
    problems.extend([explain_unexpected(met)])
