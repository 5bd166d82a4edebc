"""A stop so wide that a limit on the loss is reached before it."""

from jtsc.diagnostics import Label, Problems, phrase
from jtsc.ir import hir
from jtsc.typesys.types import Unit

_LOSS_LIMITS = ("daily_loss_limit", "max_drawdown")


def lint_wide_stops(program: hir.Program, problems: Problems) -> None:
    """Report a stop at which the largest position loses more of the equity than a limit allows."""
    stop = program.limits.get("stop_loss")
    distance, size = _share(stop, program), _largest_position(program)
    if stop is None or distance is None or size is None:
        return
    for name in _LOSS_LIMITS:
        limit = program.limits.get(name)
        most = _share(limit, program)
        if limit is not None and most is not None and distance * size > most:
            label = Label(limit.span, phrase("the limit is here"))
            problems.add(
                "JTS0606", stop.span, name=name, loss=f"{100 * distance * size:.4g}%", labels=[label]
            )
            return


def _share(expr: hir.Expr | None, program: hir.Program) -> float | None:
    """Return a ratio as it is written, of a parameter its default; None where it varies."""
    if expr is None or expr.type.unit is not Unit.RATIO:
        return None
    if isinstance(expr, hir.Constant):
        return float(expr.value)
    if isinstance(expr, hir.Parameter):
        return next(float(each.default) for each in program.parameters if each.name == expr.name)
    return None


def _largest_position(program: hir.Program) -> float | None:
    """Return the largest share of the equity that one entry may take; None where that is not said."""
    entries = [rule.action.quantity for rule in program.rules if rule.action.verb in ("buy", "short")]
    sizes = [1.0 if each.kind is hir.QuantityKind.ALL else _share(each.value, program) for each in entries]
    known = [size for size in sizes if size is not None]
    cap = _share(program.limits.get("max_position_size"), program)
    if len(known) < len(sizes) or not known:
        return cap
    return max(known) if cap is None else min(max(known), cap)
