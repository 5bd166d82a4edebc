"""Types of expressions."""

from jtsc.check.calls import check_call
from jtsc.check.members import check_member
from jtsc.check.names import check_attribute, check_name
from jtsc.check.scope import Money, Scope
from jtsc.check.texts import compare_texts
from jtsc.check.whole_numbers import check_bars_ago
from jtsc.diagnostics import phrase
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.typesys.algebra import (
    COMPARED,
    NUMERIC,
    ORDERED,
    common_unit,
    product_unit,
    quotient_unit,
    sum_unit,
)
from jtsc.typesys.prelude import builtin_members
from jtsc.typesys.types import Stage, Type, Unit, joined


def check_expression(node: ast.Expr, scope: Scope) -> hir.Expr:
    """Return the typed form of an expression; problems go to the scope, a stand-in takes the broken place."""
    match node:
        case ast.Literal():
            return _literal(node, scope)
        case ast.Name():
            return check_name(node, scope, check_expression)
        case ast.Attribute(base=ast.Name(id=record)) if builtin_members(record):
            return check_member(record, node, scope)
        case ast.Attribute():
            return check_attribute(node, scope, check_expression)
        case ast.Call():
            return check_call(node, scope, check_expression)
        case ast.Index():
            return _history(node, scope)
        case ast.Unary():
            return _sign(node, scope)
        case ast.Binary():
            return _arithmetic(node, scope)
        case ast.Compare():
            return _comparison(node, scope)
        case ast.Logic():
            left, right = (check_bool(side, scope) for side in (node.left, node.right))
            return hir.Logical(
                scope.at(node.span), joined(Unit.BOOL, left.type, right.type), node.operator, left, right
            )
        case ast.Not():
            operand = check_bool(node.operand, scope)
            return hir.Negation(scope.at(node.span), operand.type, operand)
        case ast.Cross():
            return _crossing(node, scope)
        case ast.Between():
            return _within(node, scope)
        case ast.Conditional():
            return _choice(node, scope)
        case _:
            kind = {"ListOf": "a list", "Range": "a range", "Record": "a record"}[type(node).__name__]
            scope.problems.add("JTS0308", scope.at(node.span), found=phrase(kind))
            return scope.unknown(node.span)


def check_bool(node: ast.Expr, scope: Scope) -> hir.Expr:
    """Check an expression that must be true or false."""
    expr = check_expression(node, scope)
    if expr.type.unit not in (Unit.BOOL, Unit.UNKNOWN):
        scope.problems.add("JTS0302", expr.span, unit=expr.type.unit)
        return scope.unknown(node.span)
    return expr


def _literal(node: ast.Literal, scope: Scope) -> hir.Expr:
    if node.kind == "money":
        assert isinstance(node.value, tuple)
        amount, currency = node.value
        scope.money.append(Money(currency, scope.at(node.span)))
        return hir.Constant(scope.at(node.span), Type(Unit.MONEY), amount)
    assert not isinstance(node.value, tuple)
    return hir.Constant(scope.at(node.span), Type(Unit(node.kind)), node.value)


def _sign(node: ast.Unary, scope: Scope) -> hir.Expr:
    operand = check_expression(node.operand, scope)
    if operand.type.unit not in NUMERIC and operand.type.unit is not Unit.UNKNOWN:
        scope.problems.add("JTS0303", scope.at(node.span), operator=node.operator, unit=operand.type.unit)
        return scope.unknown(node.span)
    if node.operator == "+":
        return operand
    if isinstance(operand, hir.Constant) and not isinstance(operand.value, str):
        return hir.Constant(scope.at(node.span), operand.type, -operand.value)
    return hir.Negative(scope.at(node.span), operand.type, operand)


def _arithmetic(node: ast.Binary, scope: Scope) -> hir.Expr:
    left, right = (check_expression(side, scope) for side in (node.left, node.right))
    if node.operator == "*":
        unit = product_unit(left.type, right.type)
    elif node.operator == "/":
        unit = quotient_unit(left.type, right.type)
    else:
        unit = sum_unit(node.operator, left.type, right.type)
    if unit is None:
        scope.problems.add(
            "JTS0304", scope.at(node.span), left=left.type.unit, operator=node.operator, right=right.type.unit
        )
        return scope.unknown(node.span)
    return hir.Arithmetic(
        scope.at(node.span), joined(unit, left.type, right.type), node.operator, left, right
    )


def _comparison(node: ast.Compare, scope: Scope) -> hir.Expr:
    left, right = (check_expression(side, scope) for side in (node.left, node.right))
    if left.type.unit is right.type.unit is Unit.TEXT and node.operator in ("==", "!="):
        return compare_texts(node, left, right, scope)
    if not check_comparable(left, right, node.span, scope, ordered=node.operator not in ("==", "!=")):
        return scope.unknown(node.span)
    return hir.Comparison(
        scope.at(node.span), joined(Unit.BOOL, left.type, right.type), node.operator, left, right
    )


def check_comparable(left: hir.Expr, right: hir.Expr, span: Span, scope: Scope, *, ordered: bool) -> bool:
    """Report two values that cannot be compared; say what was probably meant."""
    unit = common_unit(left.type, right.type)
    if unit is Unit.UNKNOWN:
        return True
    for side in (left, right):
        if side.type.unit is Unit.RECORD:
            parts = ", ".join(f".{name}" for name, _ in side.type.fields)
            scope.problems.add("JTS0305", side.span, parts=parts)
            return False
    if left.type.unit is right.type.unit is Unit.TEXT:
        scope.problems.add("JTS0312", scope.at(span))
        return False
    if unit is None or unit not in (ORDERED if ordered else COMPARED):
        hint = phrase(_meant(left.type.unit, right.type.unit))
        scope.problems.add("JTS0301", scope.at(span), left=left.type.unit, right=right.type.unit, hint=hint)
        return False
    return True


def _meant(left: Unit, right: Unit) -> str:
    pair = {left, right}
    if pair & {Unit.TEXT, Unit.DATE}:
        return "compare like with like: texts have no order"
    if pair == {Unit.PRICE, Unit.RATIO}:
        return "to compare a change, write `price_change(1d) > 3%`, or `close > close[1] * 1.03`"
    if pair == {Unit.VOLUME, Unit.RATIO}:
        return "to compare with usual volume, write `volume > avg_volume(20) * 2`"
    if pair == {Unit.PRICE, Unit.VOLUME}:
        return "price * volume is the money traded"
    if pair == {Unit.NUMBER, Unit.PRICE}:
        return "an indicator such as RSI has no price; compare it with a bare number"
    if pair == {Unit.NUMBER, Unit.RATIO}:
        return "RSI runs from 0 to 100: write `rsi < 30`, not `rsi < 30%`"
    return "convert one side, or compare like with like"


def _crossing(node: ast.Cross, scope: Scope) -> hir.Expr:
    left, right = (check_expression(side, scope) for side in (node.left, node.right))
    if not check_comparable(left, right, node.span, scope, ordered=True):
        return scope.unknown(node.span)
    for side in (left, right):
        if side.type.stage is Stage.ACCOUNT:
            scope.problems.add("JTS0404", side.span, what="`crosses`")
            return scope.unknown(node.span)
    found = joined(Unit.BOOL, left.type, right.type)
    if found.is_fixed and Unit.UNKNOWN not in (left.type.unit, right.type.unit):
        scope.problems.add("JTS0309", scope.at(node.span))
        return scope.unknown(node.span)
    # True only at the decision that first sees the bar, so it moves on the decision clock.
    moment = Type(Unit.BOOL, found.stage, 0 if found.clock >= 0 else found.clock)
    return hir.Crossing(scope.at(node.span), moment, node.direction, left, right)


def _within(node: ast.Between, scope: Scope) -> hir.Expr:
    operand = check_expression(node.operand, scope)
    if len(node.bounds.items) != 2:
        scope.problems.add("JTS0306", node.bounds.span, count=len(node.bounds.items))
        return scope.unknown(node.span)
    low, high = (check_expression(bound, scope) for bound in node.bounds.items)
    for bound in (low, high):
        if not check_comparable(operand, bound, node.span, scope, ordered=True):
            return scope.unknown(node.span)
    found = joined(Unit.BOOL, operand.type, low.type, high.type)
    return hir.Within(scope.at(node.span), found, operand, low, high)


def _choice(node: ast.Conditional, scope: Scope) -> hir.Expr:
    condition = check_bool(node.condition, scope)
    then, otherwise = (check_expression(side, scope) for side in (node.then, node.otherwise))
    unit = common_unit(then.type, otherwise.type)
    if unit is None or unit not in {*COMPARED, Unit.UNKNOWN}:
        scope.problems.add("JTS0307", scope.at(node.span), left=then.type.unit, right=otherwise.type.unit)
        return scope.unknown(node.span)
    if scope.call_span is not None and isinstance(condition, hir.Constant) and then.type == otherwise.type:
        return then if condition.value else otherwise  # a text that the call gives has decided
    found = joined(unit, condition.type, then.type, otherwise.type)
    return hir.Choice(scope.at(node.span), found, condition, then, otherwise)


def _history(node: ast.Index, scope: Scope) -> hir.Expr:
    operand = check_expression(node.base, scope)
    if operand.type.unit is Unit.UNKNOWN:
        return scope.unknown(node.span)
    if operand.type.stage is Stage.ACCOUNT:
        scope.problems.add("JTS0404", scope.at(node.span), what=phrase("history"))
        return scope.unknown(node.span)
    if isinstance(node.index, ast.Range):
        scope.problems.add("JTS0308", scope.at(node.index.span), found=phrase("a range"))
        return scope.unknown(node.span)
    bars = check_expression(node.index, scope)
    if bars.type.unit is Unit.UNKNOWN:
        return scope.unknown(node.span)
    if not check_bars_ago(bars, scope.at(node.index.span), scope):
        return scope.unknown(node.span)
    if operand.type.is_fixed:
        scope.problems.add("JTS0406", scope.at(node.span))
        return scope.unknown(node.span)
    return hir.History(scope.at(node.span), operand.type, operand, bars)
