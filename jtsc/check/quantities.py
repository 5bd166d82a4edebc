"""Quantities: what `quantity:` and `size:` may say."""

from jtsc.check.calls import check_arguments
from jtsc.check.expression import check_expression
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.ir.hir import QuantityKind
from jtsc.syntax import ast
from jtsc.typesys.prelude import find_builtin
from jtsc.typesys.types import Stage, Unit

_KIND_OF = {
    Unit.RATIO: QuantityKind.PERCENT,
    Unit.MONEY: QuantityKind.NOTIONAL,
    Unit.NUMBER: QuantityKind.SHARES,
    Unit.QUANTITY: QuantityKind.SHARES,
}
KELLY = "calculate_kelly_criterion"


def check_quantity(node: ast.Expr, scope: Scope) -> hir.Quantity | None:
    """Return how much an action is for: a percent, an amount of money, shares, all, or Kelly's share."""
    bare = unquoted(node)
    if isinstance(bare, ast.Name) and bare.id == "all":
        return hir.Quantity(bare.span, QuantityKind.ALL)
    if isinstance(bare, ast.Call) and bare.function == KELLY:
        signature = find_builtin(KELLY)
        assert signature is not None
        arguments = check_arguments(bare, signature, scope, check_expression)
        given = {argument.name for argument in bare.arguments}
        if arguments is not None and len(bare.arguments) <= 4 and "cap" not in given:
            del arguments["cap"]  # its default is the strictest position limit, known to the account
        return hir.Quantity(bare.span, QuantityKind.KELLY, None, arguments) if arguments is not None else None
    value = check_expression(bare, scope)
    if value.type.unit is Unit.UNKNOWN:
        return None
    if value.type.stage is Stage.ACCOUNT:
        scope.problems.add("JTS0119", node.span, what="a size made of values of the account")
        return None
    kind = _KIND_OF.get(value.type.unit)
    if kind is None:
        scope.problems.add("JTS0511", node.span, found=value.type.unit)
        return None
    if isinstance(value, hir.Constant) and not isinstance(value.value, str) and value.value <= 0:
        scope.problems.add("JTS0512", node.span, value=value.value)
        return None
    if kind is QuantityKind.PERCENT and isinstance(value, hir.Constant) and float(value.value) > 1:
        scope.problems.add("JTS0513", node.span)
        return None
    return hir.Quantity(node.span, kind, value)
