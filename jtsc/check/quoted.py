"""Quoted values: `"5%"`, `"all"` and `"1d"` mean what their bare forms mean."""

from dataclasses import replace

from lark import UnexpectedInput

from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.syntax.parser import parse_expression


def unquoted(node: ast.Expr) -> ast.Expr:
    """Return what a quoted literal or name says, placed where the quotes are; anything else as it is."""
    if not isinstance(node, ast.Literal) or node.kind != "text":
        return node
    try:
        bare = parse_expression(str(node.value))
    except UnexpectedInput:
        return node
    return _placed(bare, node.span) if isinstance(bare, ast.Literal | ast.Name) else node


def _placed(node: ast.Literal | ast.Name, span: Span) -> ast.Expr:
    return replace(node, span=span)
