"""Parse tree to syntax tree: one method a rule of the grammar, no judgement."""

from typing import Any

from lark import Token, Transformer, v_args

from jtsc.source import Span, normalise_name
from jtsc.syntax import ast
from jtsc.syntax.literals import literal_value

Children = list[Any]  # of a tree: tokens, nodes, and None for what was left out


@v_args(meta=True)
class BuildAst(Transformer[Token, Any]):
    """Spans are relative to `section`; the parsed text starts at its offset `offset`."""

    def __init__(self, section: int, offset: int) -> None:
        super().__init__()
        self._section = section
        self._offset = offset

    def _span(self, meta: Any) -> Span:
        return Span(self._section, self._offset + meta.start_pos, self._offset + meta.end_pos)

    def _token_span(self, token: Token) -> Span:
        return Span(self._section, self._offset + (token.start_pos or 0), self._offset + (token.end_pos or 0))

    # Expressions

    def literal(self, meta: Any, children: Children) -> ast.Literal:
        kind, value = literal_value(children[0].type, str(children[0]))
        return ast.Literal(self._span(meta), kind, value)

    def name(self, meta: Any, children: Children) -> ast.Name:
        return ast.Name(self._span(meta), normalise_name(children[0]))

    def attribute(self, meta: Any, children: Children) -> ast.Attribute:
        base, name = children
        return ast.Attribute(self._span(meta), base, normalise_name(name), self._token_span(name))

    def index(self, meta: Any, children: Children) -> ast.Index:
        return ast.Index(self._span(meta), *children)

    def call(self, meta: Any, children: Children) -> ast.Call:
        function, *arguments = children
        named = [
            argument if isinstance(argument, ast.Argument) else ast.Argument(argument.span, None, argument)
            for argument in arguments
            if argument is not None
        ]
        return ast.Call(self._span(meta), normalise_name(function), self._token_span(function), tuple(named))

    def named_argument(self, meta: Any, children: Children) -> ast.Argument:
        return ast.Argument(self._span(meta), normalise_name(children[0]), children[1])

    def unary(self, meta: Any, children: Children) -> ast.Unary:
        return ast.Unary(self._span(meta), str(children[0]), children[1])

    def sum(self, meta: Any, children: Children) -> ast.Binary:
        left, operator, right = children
        return ast.Binary(self._span(meta), str(operator), left, right)

    product = sum

    def comparison(self, meta: Any, children: Children) -> ast.Compare:
        left, operator, right = children
        return ast.Compare(self._span(meta), str(operator), left, right)

    def cross(self, meta: Any, children: Children) -> ast.Cross:
        left, direction, right = children
        return ast.Cross(self._span(meta), str(direction), left, right)

    def between(self, meta: Any, children: Children) -> ast.Between:
        return ast.Between(self._span(meta), *children)

    def conjunction(self, meta: Any, children: Children) -> ast.Logic:
        return ast.Logic(self._span(meta), "AND", *children)

    def disjunction(self, meta: Any, children: Children) -> ast.Logic:
        return ast.Logic(self._span(meta), "OR", *children)

    def negation(self, meta: Any, children: Children) -> ast.Not:
        return ast.Not(self._span(meta), children[0])

    def conditional(self, meta: Any, children: Children) -> ast.Conditional:
        return ast.Conditional(self._span(meta), *children)

    def list_of(self, meta: Any, children: Children) -> ast.ListOf:
        return ast.ListOf(self._span(meta), tuple(child for child in children if child is not None))

    def range(self, meta: Any, children: Children) -> ast.Range:
        return ast.Range(self._span(meta), *children)

    def record(self, meta: Any, children: Children) -> ast.Record:
        return ast.Record(self._span(meta), tuple(child for child in children if child is not None))

    def field(self, meta: Any, children: Children) -> ast.Field:
        return ast.Field(self._span(meta), normalise_name(children[0]), children[1])

    # Statements

    def param(self, meta: Any, children: Children) -> ast.Param:
        name, default, choices, step, text = children
        words = _text(text) if text is not None else ""
        return ast.Param(
            self._span(meta), normalise_name(name), self._token_span(name), default, choices, step, words
        )

    def assignment(self, meta: Any, children: Children) -> ast.Assignment:
        name, value = children
        return ast.Assignment(self._span(meta), normalise_name(name), self._token_span(name), value)

    def on_block(self, meta: Any, children: Children) -> ast.OnBlock:
        name, *assignments = children
        kept = tuple(assignment for assignment in assignments if assignment is not None)
        return ast.OnBlock(self._span(meta), normalise_name(name), self._token_span(name), kept)

    def symbol_block(self, meta: Any, children: Children) -> ast.SymbolBlock:
        symbol, name, *assignments = children
        kept = tuple(assignment for assignment in assignments if assignment is not None)
        return ast.SymbolBlock(
            self._span(meta), _text(symbol), normalise_name(name), self._token_span(name), kept
        )

    def import_file(self, meta: Any, children: Children) -> ast.Import:
        return ast.Import(self._span(meta), _text(children[0]))

    def parameter(self, meta: Any, children: Children) -> ast.FunctionParameter:
        return ast.FunctionParameter(self._span(meta), normalise_name(children[0]))

    def function(self, meta: Any, children: Children) -> ast.Function:
        name, *parameters, body = children
        kept = tuple(parameter for parameter in parameters if parameter is not None)
        return ast.Function(self._span(meta), normalise_name(name), self._token_span(name), kept, body)

    def var(self, meta: Any, children: Children) -> ast.Var:
        name, initial, following, since = children
        return ast.Var(
            self._span(meta),
            normalise_name(name),
            self._token_span(name),
            initial,
            following,
            str(since or ""),
        )

    def from_clause(self, meta: Any, children: Children) -> ast.From:
        return ast.From(self._span(meta), tuple(children))

    def where_clause(self, meta: Any, children: Children) -> ast.Where:
        return ast.Where(self._span(meta), children[0])

    def order_clause(self, meta: Any, children: Children) -> ast.OrderBy:
        value, order = children
        return ast.OrderBy(self._span(meta), value, order != "asc")

    def limit_clause(self, meta: Any, children: Children) -> ast.Limit:
        return ast.Limit(self._span(meta), children[0])

    def expectation(self, meta: Any, children: Children) -> ast.Expectation:
        return ast.Expectation(self._span(meta), *children)

    def with_step(self, meta: Any, children: Children) -> ast.With:
        return ast.With(self._span(meta), tuple(children))

    def bars_step(self, meta: Any, children: Children) -> ast.Given:
        return ast.Given(self._span(meta), children[0])

    def expect_step(self, meta: Any, children: Children) -> ast.Expect:
        return ast.Expect(self._span(meta), *children)

    def rule(self, meta: Any, children: Children) -> ast.Rule:
        condition, *actions = children
        return ast.Rule(self._span(meta), condition, tuple(a for a in actions if a is not None))

    def setting(self, meta: Any, children: Children) -> ast.Setting:
        name, value = children
        return ast.Setting(self._span(meta), normalise_name(name), self._token_span(name), value)

    source = setting


def _text(token: Token) -> str:
    return str(literal_value("STRING", str(token))[1])
