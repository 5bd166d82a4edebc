"""`risk_management`: what a strategy may not go beyond, and where it gets out."""

from jtsc.check.expression import check_expression
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.check.settings import choice_of, known_settings
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.typesys.types import Stage, Type, Unit

SHARES = ("max_position_size", "max_symbol_weight", "max_exposure", "daily_loss_limit", "max_drawdown")
STOPS = ("stop_loss", "take_profit", "trailing_stop")
COUNTS = ("max_positions",)
SPANS = ("cooldown",)
LIMITS = (*SHARES, *STOPS, *COUNTS, *SPANS)
_NOT_YET = ("max_orders_per_minute", "correlation_limit")
_ON_BREACH = ("deny", "flatten")
_HIGHEST_RATIO, _MOST_POSITIONS, _LONGEST_NS = 10, 1_000_000, 3650 * 86_400 * 10**9


def check_limits(section: ast.Section, scope: Scope) -> dict[str, hir.Expr]:
    """Return the limits of a `risk_management` section by name, and what a breach does."""
    limits: dict[str, hir.Expr] = {}
    for statement in known_settings(section, (*LIMITS, *_NOT_YET, "on_breach"), scope):
        if statement.name in _NOT_YET:
            scope.problems.add("JTS0119", statement.name_span, what=f"`{statement.name}`")
            continue
        if statement.name == "on_breach":
            choice = choice_of(statement, _ON_BREACH, scope)
            if choice is not None:
                limits["on_breach"] = hir.Constant(statement.value.span, Type(Unit.TEXT), choice)
            continue
        value = check_expression(unquoted(statement.value), scope)
        if value.type.unit is not Unit.UNKNOWN and _fits(statement, value, scope):
            limits[statement.name] = value
    return limits


def _fits(statement: ast.Setting, value: hir.Expr, scope: Scope) -> bool:
    """Tell whether a setting can have this value; report it if not."""
    name, span, found = statement.name, statement.value.span, value.type
    if found.stage is Stage.ACCOUNT:
        scope.problems.add("JTS0119", span, what=f"a `{name}` made of values of the account")
        return False
    if name in STOPS and found.unit is Unit.PRICE:
        return True
    wanted = Unit.NUMBER if name in COUNTS else Unit.DURATION if name in SPANS else Unit.RATIO
    if found.unit is not wanted or not found.is_fixed:
        code = {Unit.NUMBER: "JTS0547", Unit.DURATION: "JTS0548"}.get(wanted, "JTS0540")
        scope.problems.add("JTS0546" if name in STOPS else code, span, name=name, found=found.unit)
        return False
    if not isinstance(value, hir.Constant):
        return True
    given = value.value
    assert isinstance(given, int | float)
    if wanted is Unit.NUMBER and not (isinstance(given, int) and 1 <= given <= _MOST_POSITIONS):
        scope.problems.add("JTS0547", span, name=name, found=found.unit)
    elif wanted is Unit.DURATION and not 0 < given <= _LONGEST_NS:
        scope.problems.add("JTS0548", span, name=name, found=found.unit)
    elif wanted is Unit.RATIO and not 0 < given <= _HIGHEST_RATIO:
        scope.problems.add("JTS0541", span, name=name)
    else:
        return True
    return False
