"""`execution`: how orders are sized and filled."""

from jtsc.check.expression import check_expression
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.check.settings import choice_of, known_settings
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.typesys.algebra import NUMERIC
from jtsc.typesys.types import Stage, Unit

_SETTINGS = ("size_at", "pyramiding", "session", "slippage", "participation", "priority")
_SIZE_AT = ("decision", "fill")
_SESSIONS = ("regular", "extended")


def check_execution(section: ast.Section, scope: Scope) -> hir.Execution:
    """Read an `execution` section."""
    given = {statement.name: statement for statement in known_settings(section, _SETTINGS, scope)}
    none = hir.Execution()
    slippage, ticks = _slippage(given.get("slippage"), scope)
    return hir.Execution(
        size_at=choice_of(given.get("size_at"), _SIZE_AT, scope) or none.size_at,
        pyramiding=_pyramiding(given.get("pyramiding"), scope) or none.pyramiding,
        session=choice_of(given.get("session"), _SESSIONS, scope) or none.session,
        slippage=slippage,
        slippage_ticks=ticks,
        participation=_share("participation", given.get("participation"), 1.0, scope),
        priority=_priority(given.get("priority"), scope),
    )


def _priority(statement: ast.Setting | None, scope: Scope) -> hir.Expr | None:
    """Return what tells entries of one moment apart: a value of each symbol's own bars."""
    if statement is None:
        return None
    value = check_expression(statement.value, scope)
    if value.type.unit is Unit.UNKNOWN:
        return None
    if value.type.unit in NUMERIC and value.type.stage is not Stage.ACCOUNT and not value.type.is_fixed:
        return value
    scope.problems.add("JTS0549", statement.value.span)
    return None


def _pyramiding(statement: ast.Setting | None, scope: Scope) -> int | None:
    if statement is None:
        return None
    value = unquoted(statement.value)
    if (
        isinstance(value, ast.Literal)
        and value.kind == "number"
        and isinstance(value.value, int)
        and value.value >= 1
    ):
        return value.value
    scope.problems.add("JTS0542", statement.value.span, name=statement.name)
    return None


def _slippage(statement: ast.Setting | None, scope: Scope) -> tuple[hir.Expr | None, int]:
    """Return a share of the price, or a whole number of ticks."""
    if statement is None:
        return None, 0
    value = unquoted(statement.value)
    if not isinstance(value, ast.Literal) or value.kind != "ticks":
        return _share("slippage", statement, 0.5, scope), 0
    assert isinstance(value.value, int)  # the grammar has no parts of a tick
    return None, value.value


def _share(name: str, statement: ast.Setting | None, most: float, scope: Scope) -> hir.Expr | None:
    if statement is None:
        return None
    value = check_expression(unquoted(statement.value), scope)
    if value.type.unit is Unit.UNKNOWN:
        return None
    fits = value.type.unit is Unit.RATIO and value.type.is_fixed
    if fits and isinstance(value, hir.Constant):
        fits = 0 < float(value.value) <= most
    if not fits:
        scope.problems.add(
            "JTS0545",
            statement.value.span,
            name=name,
            most=f"{most * 100:g}",
            example="1 tick" if name == "slippage" else "10%",
        )
    return value if fits else None
