"""The parts of an expectation that are worth showing beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from jtsc.ir import hir
from jtsc.ir.children import children
from jtsc.source import Source, Span
from jtsc.typesys.algebra import COMPARED
from jtsc.typesys.types import DECISION_CLOCK

_DEEPEST = 3  # names followed, one into the other: what lies below explains little


@dataclass(frozen=True, slots=True)
class ShownPart:
    """An expression and how it is written, with its timeframe where that is not the one decided on."""

    text: str
    expr: hir.Expr


def shown_parts(condition: hir.Expr, program: hir.Program, source: Source) -> tuple[ShownPart, ...]:
    """Return a condition's parts that have a value of their own, operands first, the condition last.

    Names are followed to what they are made of. Constants are left out, and what a built-in is written with:
    it stands at the place of its call.
    """
    shown: dict[str, ShownPart] = {}
    for expr in (*_parts(condition, None, program, _DEEPEST), condition):
        text = _text(expr, program, source)
        shown.setdefault(text, ShownPart(text, expr))
    return tuple(shown.values())


def _parts(expr: hir.Expr, around: Span | None, program: hir.Program, names: int) -> Iterator[hir.Expr]:
    """Yield what has a value of its own; `names` is how many more are followed, one into the other."""
    below: hir.Expr | None = expr
    if isinstance(expr, hir.Reference):
        definition = program.bindings.get(expr.name)
        below = definition.expr if definition is not None and names else None
        names -= 1
    if below is not None:
        for child in _operands(below):
            yield from _parts(child, below.span, program, names)
    shows = expr.type.unit in COMPARED and not isinstance(expr, hir.Constant)
    if shows and expr.span != around and not _carries(expr):
        yield expr


def _operands(expr: hir.Expr) -> tuple[hir.Expr, ...]:
    match expr:
        case hir.Logical():
            return tuple(_chain(expr, expr.operator))
        case hir.Indicator():
            return expr.inputs
        case hir.History():
            return (expr.operand,)
    return children(expr)


def _carries(expr: hir.Expr) -> bool:
    """Tell whether an expression means nothing outside of the fold that it stands in."""
    if isinstance(expr, hir.Fold):
        return False
    return isinstance(expr, hir.Held) or any(map(_carries, children(expr)))


def _chain(expr: hir.Expr, operator: str) -> Iterator[hir.Expr]:
    """Yield what `a AND b AND c` joins: its first two say nothing of their own."""
    if isinstance(expr, hir.Logical) and expr.operator == operator:
        yield from _chain(expr.left, operator)
        yield from _chain(expr.right, operator)
    else:
        yield expr


def _text(expr: hir.Expr, program: hir.Program, source: Source) -> str:
    text = " ".join(source.excerpt(expr.span).split())
    if expr.type.clock <= DECISION_CLOCK:
        return text
    names = program.clocks[expr.type.clock].names
    return text if text.partition(".")[0] in names else f"{text} @ {names[0]}"
