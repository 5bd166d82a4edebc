"""`notify("text {expr}")`: a text, and the values that stand in it."""

import re
from collections.abc import Iterator

from jtsc.check.expression import check_expression
from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.syntax.literals import literal_value
from jtsc.syntax.parser import parse_part
from jtsc.typesys.algebra import COMPARED
from jtsc.typesys.types import Unit

NOTIFY = "notify"
# A doubled brace stands for itself; what no other alternative takes is a brace without its partner.
_PIECE = re.compile(r"(?P<text>(?:[^{}]|\{\{|\}\})+)|\{(?P<value>[^{}]*)\}|(?P<brace>[{}])")


def check_message(node: ast.Call, section: ast.Section, scope: Scope) -> hir.Message | None:
    """Return what a `notify` tells; None where it is not one text, or a part of it is broken."""
    text = node.arguments[0] if len(node.arguments) == 1 else None
    if text is None or text.name or not isinstance(text.value, ast.Literal) or text.value.kind != "text":
        scope.problems.add("JTS0580", text.span if text is not None else node.span)
        return None
    parts = list(_parts(text.value.span, section, scope))
    return hir.Message(node.span, tuple(part for part in parts if part is not None)) if all(parts) else None


def _parts(
    span: Span, section: ast.Section, scope: Scope
) -> Iterator[str | hir.SymbolText | hir.Expr | None]:
    """Yield the parts of the text that stands at `span` with its quotes; None for each that is broken."""
    first = span.start + 1
    for piece in _PIECE.finditer(section.text[first : span.end - 1]):
        start, end = first + piece.start(), first + piece.end()
        if piece["text"] is not None:
            plain = piece["text"].replace("{{", "{").replace("}}", "}")
            yield str(literal_value("STRING", f'"{plain}"')[1])
        elif piece["value"] is None:
            scope.problems.add("JTS0581", Span(span.section, start, end), brace=piece["brace"])
            yield None
        elif piece["value"].strip() == "symbol":
            yield hir.SymbolText()
        else:
            yield _value(section, start + 1, end - 1, scope)


def _value(section: ast.Section, start: int, end: int, scope: Scope) -> hir.Expr | None:
    node = parse_part(section.text, start, end, section.index, scope.problems)
    if node is None:
        return None
    expr = check_expression(node, scope)
    if expr.type.unit is Unit.UNKNOWN:
        return None
    if expr.type.unit not in COMPARED:
        scope.problems.add("JTS0582", expr.span, unit=expr.type.unit)
        return None
    return expr
