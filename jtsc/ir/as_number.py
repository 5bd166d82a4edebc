"""Bools as numbers."""

from jtsc.ir import hir
from jtsc.typesys.types import Type, Unit


def as_number(expr: hir.Expr) -> hir.Expr:
    """Return a value as a number: of bools 1 is true and 0 false."""
    if expr.type.unit is not Unit.BOOL:
        return expr
    number = expr.type.with_unit(Unit.NUMBER)
    one, zero = (hir.Constant(expr.span, Type(Unit.NUMBER), value) for value in (1, 0))
    return hir.Choice(expr.span, number, expr, one, zero)
