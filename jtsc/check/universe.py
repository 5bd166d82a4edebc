"""The `universe` section: which symbols a strategy may trade, resolved when a run starts."""

from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.syntax import ast

_FILE = "file"


def check_universe(section: ast.Section, scope: Scope) -> hir.Universe:
    """Read a `universe` section: lists and files of symbols, and how many of them count."""
    origins: list[hir.SymbolList | hir.SymbolFile] = []
    limit = None
    for clause in section.statements:
        match clause:
            case ast.From():
                origins += filter(None, (_origin(node, scope) for node in clause.origins))
            case ast.Limit(count=ast.Literal(kind="number", value=int(count))) if count >= 1:
                limit = count
            case ast.Limit():
                scope.problems.add("JTS0542", clause.count.span, name="limit")
            case ast.Where():
                scope.problems.add("JTS0119", clause.span, what="`where`")
            case ast.OrderBy():
                scope.problems.add("JTS0119", clause.span, what="`order by`")
    if not origins and not scope.problems and not section.broken:
        scope.problems.add("JTS0544", section.name_span)
    return hir.Universe(tuple(origins), limit)


def _origin(node: ast.Expr, scope: Scope) -> hir.SymbolList | hir.SymbolFile | None:
    match node:
        case ast.ListOf():
            texts = [_text(item) for item in node.items]
            if None not in texts:
                return hir.SymbolList(tuple(text for text in texts if text is not None))
        case ast.Call(function=name, arguments=(ast.Argument(name=None, value=value),)) if name == _FILE:
            path = _text(value)
            if path is not None:
                return hir.SymbolFile(path)
        case ast.Name():  # an index, whose members nothing tells yet
            scope.problems.add("JTS0119", node.span, what=f"the index `{node.id}`")
            return None
    scope.problems.add("JTS0544", node.span)
    return None


def _text(node: ast.Expr) -> str | None:
    if isinstance(node, ast.Literal) and node.kind == "text" and str(node.value).strip():
        return str(node.value).strip()
    return None
