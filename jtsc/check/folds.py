"""`var`: a fold over the bars of the decision clock."""

from jtsc.check.calls import indicator_value
from jtsc.check.expression import check_expression
from jtsc.check.scope import Scope
from jtsc.diagnostics import Problems
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.typesys.algebra import ADAPTS_TO, NUMERIC, common_unit
from jtsc.typesys.prelude import find_builtin
from jtsc.typesys.types import DECISION_CLOCK, Stage, Type, Unit

_SINCE = ("entry", "session")


def check_fold(node: ast.Var, number: int, scope: Scope) -> hir.Expr:
    """Return the typed form of a `var`: of those since entry, or of the others, the `number`-th."""
    if node.since and node.since not in _SINCE:
        known = " or ".join(f"`{each}`" for each in _SINCE)
        scope.problems.add("JTS0531", node.span, name="since", known=known)
        return scope.unknown(node.span)
    initial = check_expression(node.initial, scope)
    unit = _unit(node, initial, number, scope)
    if unit is Unit.UNKNOWN:
        return scope.unknown(node.span)
    following = check_expression(node.following, _with_held(node, unit, number, scope))
    if following.type.unit is Unit.UNKNOWN:
        return scope.unknown(node.span)
    if unit not in NUMERIC or common_unit(Type(unit, Stage.MARKET), following.type) is not unit:
        scope.problems.add(
            "JTS0311", node.following.span, name=node.name, first=unit, then=following.type.unit
        )
        return scope.unknown(node.span)
    if node.since == "entry":
        found = Type(unit, Stage.ACCOUNT, DECISION_CLOCK)
        return hir.EntryFold(node.span, found, number, initial, following)
    stage = max(initial.type.stage, following.type.stage, Stage.MARKET)
    if stage is Stage.ACCOUNT:
        scope.problems.add("JTS0412", node.span, name=node.name)
        return scope.unknown(node.span)
    if stage is Stage.CROSS_SECTIONAL:  # then so is what was held: symbols cannot be compared by it
        following = check_expression(node.following, _with_held(node, unit, number, scope, stage))
        if following.type.unit is Unit.UNKNOWN:
            return scope.unknown(node.span)
    restart = _first_of_session(node.span, scope) if node.since == "session" else None
    return hir.Fold(node.span, Type(unit, stage, DECISION_CLOCK), number, initial, following, restart)


def _unit(node: ast.Var, initial: hir.Expr, number: int, scope: Scope) -> Unit:
    """Return the unit of a fold: that of its first value; of a bare number, the unit that fits the rest."""
    if not initial.type.adapts:
        return initial.type.unit
    for unit in (initial.type.unit, *sorted(ADAPTS_TO)):
        unheard = scope.reporting_to(Problems())
        following = check_expression(node.following, _with_held(node, unit, number, unheard))
        if not unheard.problems and common_unit(Type(unit, Stage.MARKET), following.type) is unit:
            return unit
    return initial.type.unit


def _with_held(node: ast.Var, unit: Unit, number: int, scope: Scope, stage: Stage = Stage.MARKET) -> Scope:
    """Return the scope in which the fold's own name is its value at the bar before."""
    stage = Stage.ACCOUNT if node.since == "entry" else stage
    held = hir.Held(node.span, Type(unit, stage, DECISION_CLOCK), number)
    return scope.with_locals({**scope.locals, node.name: held})


def _first_of_session(span: Span, scope: Scope) -> hir.Expr:
    bars = find_builtin("session.bars")
    assert bars is not None
    counted = indicator_value(bars, {}, span, scope)
    one = hir.Constant(span, Type(Unit.NUMBER), 1)
    return hir.Comparison(span, counted.type.with_unit(Unit.BOOL), "==", counted, one)
