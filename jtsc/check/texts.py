"""Texts: which of its texts a parameter is. They have no order, and none of them moves with the market."""

from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.typesys.types import Type, Unit

_PLACE = Unit.NUMBER  # a text is its place among those that its parameter may be


def compare_texts(node: ast.Compare, left: hir.Expr, right: hir.Expr, scope: Scope) -> hir.Expr:
    """Return whether two texts are equal, or differ.

    Of a parameter that is known once a run begins. In a function, texts that its call gives are compared too.
    """
    span = scope.at(node.span)
    sides = (resolved_text(left, scope), resolved_text(right, scope))
    parameter = next((side for side in sides if isinstance(side, hir.Parameter)), None)
    constant = next((side for side in sides if isinstance(side, hir.Constant)), None)
    if constant is None or (parameter is None and scope.call_span is None):
        scope.problems.add("JTS0312", span)
        return scope.unknown(node.span)
    wanted = str(constant.value)
    if parameter is None:
        are_equal = all(isinstance(side, hir.Constant) and side.value == wanted for side in sides)
        return hir.Constant(span, Type(Unit.BOOL), are_equal == (node.operator == "=="))
    texts = scope.parameters[parameter.name].texts
    if wanted in texts:
        place = hir.Constant(constant.span, Type(_PLACE), texts.index(wanted))
        value = hir.Parameter(parameter.span, parameter.type.with_unit(_PLACE), parameter.name)
        return hir.Comparison(span, parameter.type.with_unit(Unit.BOOL), node.operator, value, place)
    if scope.call_span is None:
        known = ", ".join(f'"{text}"' for text in texts)
        scope.problems.add("JTS0313", constant.span, name=parameter.name, text=wanted, known=known)
        return scope.unknown(node.span)
    return hir.Constant(span, Type(Unit.BOOL), node.operator == "!=")


def resolved_text(expr: hir.Expr, scope: Scope) -> hir.Expr:
    """Return what a definition that is a text stands for."""
    while isinstance(expr, hir.Reference):
        bound = scope.bindings(expr.name, expr.span)
        if bound is None:
            break
        expr = bound
    return expr


def possible_texts(expr: hir.Expr, scope: Scope) -> tuple[str, ...]:
    """Return which texts an expression may be; none for one that is no text."""
    match resolved_text(expr, scope):
        case hir.Constant(value=str(text)):
            return (text,)
        case hir.Parameter(name=name):
            return scope.parameters[name].texts
    return ()
