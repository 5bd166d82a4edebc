"""The level of a running total, which depends on where the data happens to begin."""

from jtsc.check.lints.expressions import deciding, everything_in
from jtsc.diagnostics import Label, Problems, phrase
from jtsc.ir import hir


def lint_cumulative_levels(program: hir.Program, problems: Problems) -> None:
    """Report comparisons of a running total with what is not made of the same total."""
    totals = {name: each.expr for name, each in program.bindings.items() if _is_total(each.expr)}
    if not totals:
        return
    for expr in everything_in(deciding(program)):
        if isinstance(expr, hir.Comparison | hir.Crossing):
            sides = ((expr.left, expr.right), (expr.right, expr.left))
        elif isinstance(expr, hir.Within):
            sides = ((expr.operand, expr.low), (expr.operand, expr.high))
        else:
            continue
        for side, other in sides:
            name = _total_of(side, totals, program)
            if name is not None and not _reads(other, name, program, set()):
                label = Label(program.bindings[name].span, phrase("declared here"))
                problems.add("JTS0607", expr.span, name=name, labels=[label])


def _is_total(expr: hir.Expr) -> bool:
    """Tell whether each bar adds to what was there before, since the first bar loaded."""
    if not isinstance(expr, hir.Fold) or expr.restart is not None:
        return False
    following = expr.following
    return (
        isinstance(following, hir.Arithmetic)
        and following.operator in "+-"
        and any(
            isinstance(side, hir.Held) and side.fold == expr.number
            for side in (following.left, following.right)
        )
    )


def _total_of(expr: hir.Expr, totals: dict[str, hir.Expr], program: hir.Program) -> str | None:
    """Return the total that an expression is, if it is one under any name."""
    while isinstance(expr, hir.Reference):
        if expr.name in totals:
            return expr.name
        expr = program.bindings[expr.name].expr
    return None


def _reads(expr: hir.Expr, name: str, program: hir.Program, seen: set[str]) -> bool:
    """Tell whether an expression is made of a binding, directly or by others."""
    for each in everything_in([expr]):
        if isinstance(each, hir.Reference) and each.name not in seen:
            seen.add(each.name)
            if each.name == name or _reads(program.bindings[each.name].expr, name, program, seen):
                return True
    return False
