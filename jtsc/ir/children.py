"""What stands directly below an expression."""

from jtsc.ir import hir

_LEAVES = (hir.Constant, hir.Column, hir.Reference, hir.Parameter)  # most of what there is


def children(expr: hir.Expr) -> tuple[hir.Expr, ...]:
    """Return the expressions directly below one; references are not followed."""
    if isinstance(expr, _LEAVES):
        return ()
    match expr:
        case hir.Indicator():
            return (*expr.inputs, *expr.arguments.values())
        case hir.Part():
            return (expr.base,)
        case hir.Negative() | hir.Negation() | hir.CrossSection():
            return (expr.operand,)
        case hir.Within():
            return (expr.operand, expr.low, expr.high)
        case hir.History():
            return (expr.operand, expr.bars)
        case hir.Elementary():
            return expr.operands
        case hir.Fold():
            restart = () if expr.restart is None else (expr.restart,)
            return (expr.initial, expr.following, *restart)
        case hir.EntryFold():
            return (expr.initial, expr.following)
        case hir.Choice():
            return (expr.condition, expr.then, expr.otherwise)
        case hir.Arithmetic() | hir.Comparison() | hir.Logical() | hir.Crossing():
            return (expr.left, expr.right)
    return ()
