"""Computed prices compared by `==`: they hardly ever meet to the last digit.

A test may expect one: it says what the bars before were.
"""

from jtsc.check.lints.expressions import deciding, everything_in, meant
from jtsc.diagnostics import Problems
from jtsc.ir import hir
from jtsc.typesys.types import Unit

_ONE_OF_ITS_INPUTS = ("HIGHEST", "LOWEST")  # their value is a price that was traded


def lint_equal_prices(program: hir.Program, problems: Problems) -> None:
    """Report `==` and `!=` where a side is a price that no venue ever quoted."""
    for expr in everything_in(deciding(program)):
        if (
            isinstance(expr, hir.Comparison)
            and expr.operator in ("==", "!=")
            and any(_is_computed(side, program) for side in (expr.left, expr.right))
        ):
            problems.add("JTS0608", expr.span, operator=expr.operator)


def _is_computed(expr: hir.Expr, program: hir.Program) -> bool:
    expr = meant(expr, program)
    if expr.type.unit is not Unit.PRICE:
        return False
    match expr:
        case hir.Arithmetic():
            return True
        case hir.Indicator():
            return expr.signature.name not in _ONE_OF_ITS_INPUTS and not expr.signature.name.startswith(
                "session."
            )
        case hir.Part():
            return True
        case hir.History():
            return _is_computed(expr.operand, program)
    return False
