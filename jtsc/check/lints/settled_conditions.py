"""A condition whose parts exclude one another, or leave nothing out."""

from jtsc.check.lints.expressions import meant, shape
from jtsc.check.lints.intervals import Interval, allowed, possible
from jtsc.diagnostics import Problems
from jtsc.ir import hir

_MOST_PARTS = 200  # of one condition; what references make longer is not looked into
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_NEVER_OF_ITSELF = ("<", ">", "!=")

Part = tuple[hir.Expr, bool]  # a condition, and whether it must be false


def lint_settled_conditions(program: hir.Program, problems: Problems) -> None:
    """Report conditions of rules that hold on no bar, or on every bar where they have a value."""
    for condition in program.conditions:
        if condition.type.is_fixed:
            continue
        if _excluded(condition, False, program):
            problems.add("JTS0602", condition.span)
        elif _excluded(condition, True, program):
            problems.add("JTS0603", condition.span)


def _excluded(condition: hir.Expr, negated: bool, program: hir.Program) -> bool:
    """Tell whether a condition (negated: its opposite) cannot be true."""
    parts: list[Part] = []
    if not _collect(condition, negated, program, parts):
        return False
    left: dict[object, Interval] = {}
    alone = len(parts) == 1
    for expr, opposite in parts:
        match expr:
            case hir.Logical():  # both of its sides would have to be possible
                if all(_excluded(side, opposite, program) for side in (expr.left, expr.right)):
                    return True
            case hir.Comparison():
                operator = _OPPOSITE[expr.operator] if opposite else expr.operator
                if operator in _NEVER_OF_ITSELF and _same(expr.left, expr.right):
                    return True
                if _narrowed_to_nothing(expr, operator, None if alone else left, program):
                    return True
            case hir.Crossing() if not opposite and _same(expr.left, expr.right):
                return True
    return False


def _collect(expr: hir.Expr, negated: bool, program: hir.Program, parts: list[Part]) -> bool:
    """Collect what must be true at once for `expr`; False if that is too much to look at."""
    expr = meant(expr, program)
    match expr:
        case hir.Negation():
            return _collect(expr.operand, not negated, program, parts)
        case hir.Logical() if (expr.operator == "OR") == negated:
            return _collect(expr.left, negated, program, parts) and _collect(
                expr.right, negated, program, parts
            )
        case hir.Within() if not negated and not _wraps(expr):
            unit = expr.type
            parts.append((hir.Comparison(expr.span, unit, ">=", expr.operand, expr.low), False))
            parts.append((hir.Comparison(expr.span, unit, "<=", expr.operand, expr.high), False))
        case _:
            parts.append((expr, negated))
    return len(parts) <= _MOST_PARTS


def _wraps(within: hir.Within) -> bool:
    """Tell whether bounds may go over midnight."""
    return within.operand.type.unit.value == "time"


def _same(left: hir.Expr, right: hir.Expr) -> bool:
    return type(left) is type(right) and shape(left) == shape(right)


def _narrowed_to_nothing(
    comparison: hir.Comparison, operator: str, left: dict[object, Interval] | None, program: hir.Program
) -> bool:
    """Take what a comparison leaves of a value, or of a difference of two; tell whether that is nothing.

    `left` holds what the parts before have left; None where there are no others.
    """
    value, bound = comparison.left, comparison.right
    if isinstance(value, hir.Constant):
        value, bound, operator = bound, value, _MIRRORED[operator]
    if value.type.is_fixed:
        return False
    value = meant(value, program)
    if not isinstance(bound, hir.Constant):
        limit, start = 0.0, Interval()
    elif isinstance(bound.value, str | bool):
        return False
    else:
        limit, start = float(bound.value), possible(value)
    now = allowed(operator, limit)
    if left is None:
        return start.intersect(now).is_empty
    key = shape(value) if isinstance(bound, hir.Constant) else (shape(value), shape(meant(bound, program)))
    left[key] = left.get(key, start).intersect(now)
    return left[key].is_empty
