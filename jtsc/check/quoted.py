"""Quoted values: `"5%"`, `"all"` and `"1d"` mean what their bare forms mean."""

from dataclasses import replace

from jtsc.syntax import ast
from jtsc.syntax.parser import try_expression


def unquoted(node: ast.Expr) -> ast.Expr:
    """Return what a quoted literal or name says, placed where the quotes are; anything else as it is."""
    if not isinstance(node, ast.Literal) or node.kind != "text":
        return node
    bare = try_expression(str(node.value))
    return replace(bare, span=node.span) if isinstance(bare, ast.Literal | ast.Name) else node
