"""Sizes of windows and history indices: whole numbers that are the same on every bar of a run."""

import operator

from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.typesys.types import MOST_BARS, Unit

Number = int | float
_OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def check_window(value: hir.Expr, name: str, scope: Scope) -> hir.Expr:
    """Check the size of a window: a whole number of bars, at least 1."""
    if value.type.unit is Unit.UNKNOWN:
        return value
    possible = possible_values(value, scope)
    if possible is None:
        scope.problems.add("JTS0401", value.span, name=name)
        return scope.unknown(value.span)
    if value.type.unit is not Unit.NUMBER:
        scope.problems.add("JTS0506", value.span, name=name, wanted="number of bars", found=value.type.unit)
        return scope.unknown(value.span)
    for each in possible:
        if each != int(each) or not 1 <= each <= MOST_BARS:
            scope.problems.add("JTS0409", value.span, name=name, value=each, most=f"{MOST_BARS:_}")
            return scope.unknown(value.span)
    return value


def check_bars_ago(value: hir.Expr, at: Span, scope: Scope) -> bool:
    """Report a history index that is not a whole number of bars, 0 or more."""
    possible = possible_values(value, scope)
    if value.type.unit is not Unit.NUMBER:
        scope.problems.add("JTS0405", at, value=f"a {value.type.unit}", most=f"{MOST_BARS:_}")
    elif possible is None:
        scope.problems.add("JTS0403", at)
    else:
        bad = next((each for each in possible if each != int(each) or not 0 <= each <= MOST_BARS), None)
        if bad is None:
            return True
        code = "JTS0402" if bad < 0 else "JTS0405"
        scope.problems.add(code, at, value=bad, most=f"{MOST_BARS:_}")
    return False


def possible_values(expr: hir.Expr, scope: Scope) -> tuple[Number, ...] | None:
    """Return the values to judge a fixed number by: those its declaration allows, or that of its defaults.

    None for what is no number, parameter or arithmetic of these.
    """
    if isinstance(expr, hir.Reference):
        bound = scope.bindings(expr.name, expr.span)
        return possible_values(bound, scope) if bound is not None else None
    if isinstance(expr, hir.Parameter):
        declared = scope.parameters[expr.name]
        ends = [end for end in (declared.low, declared.high) if end is not None]
        second = [] if declared.low is None or declared.step is None else [declared.low + declared.step]
        return (*ends, *second, *declared.choices, declared.default)
    value = _at_defaults(expr, scope)
    return (value,) if value is not None else None


def _at_defaults(expr: hir.Expr, scope: Scope) -> Number | None:
    match expr:
        case hir.Constant(value=int() | float()):
            return expr.value  # type: ignore[return-value]
        case hir.Parameter():
            return scope.parameters[expr.name].default
        case hir.Reference():
            bound = scope.bindings(expr.name, expr.span)
            return _at_defaults(bound, scope) if bound is not None else None
        case hir.Negative():
            operand = _at_defaults(expr.operand, scope)
            return -operand if operand is not None else None
        case hir.Arithmetic():
            left, right = _at_defaults(expr.left, scope), _at_defaults(expr.right, scope)
            if left is None or right is None or (expr.operator == "/" and right == 0):
                return None
            result: Number = _OPERATIONS[expr.operator](left, right)
            return result
    return None
