"""What is expected of a run: its figures at the end, or values at one of its bars."""

from datetime import date

from jtsc.check.expression import check_bool
from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.typesys.prelude import builtin_names, find_builtin
from jtsc.typesys.types import Stage, Type, Unit

_EPOCH = date(1970, 1, 1).toordinal()


def check_expectations(section: ast.Section, scope: Scope) -> tuple[hir.Expectation, ...]:
    """Return what an `expect` section says of the figures of a backtest."""
    found = []
    for statement in section.statements:
        assert isinstance(statement, ast.Expectation)
        condition = _at_the_end(statement.condition, scope)
        dates = _dates(statement.dates, scope) if statement.dates is not None else None
        found.append(hir.Expectation(statement.condition.span, condition, dates=dates))
    return tuple(found)


def check_expectation(node: ast.Expect, bars: int | None, scope: Scope) -> hir.Expectation | None:
    """Check a step of a test over so many bars, None where that is not known; None for a broken one."""
    if node.bar is None:
        return hir.Expectation(node.condition.span, _at_the_end(node.condition, scope))
    condition = check_bool(node.condition, scope)
    if condition.type.stage is Stage.ACCOUNT:
        scope.problems.add("JTS0119", node.condition.span, what="a value of the account at a bar of a test")
    bar = node.bar.value if isinstance(node.bar, ast.Literal) and node.bar.kind == "number" else None
    if not isinstance(bar, int) or (bars is not None and bar >= bars):
        if bars is not None:
            scope.problems.add("JTS0571", node.bar.span, last=bars - 1)
        return None
    return hir.Expectation(node.condition.span, condition, bar)


def figure_declarations() -> dict[str, hir.ParameterDeclaration]:
    """Return the figures of a run as an expectation sees them: fixed numbers, known once it has ended."""
    return {name: _declaration(name) for name in builtin_names("figure")}


def _declaration(name: str) -> hir.ParameterDeclaration:
    signature = find_builtin(name)
    assert signature is not None
    found = Type(signature.results[0][1] or Unit.NUMBER, Stage.PARAM)
    return hir.ParameterDeclaration(name, Span(0, 0, 0), found, 0, None, None, None, (), signature.doc)


def _at_the_end(node: ast.Expr, scope: Scope) -> hir.Expr:
    # What the strategy itself declares keeps its meaning: a parameter may have the name of a figure.
    figures = scope.with_parameters({**figure_declarations(), **scope.parameters})
    known = len(scope.problems)
    condition = check_bool(node, figures)
    if not condition.type.is_fixed and len(scope.problems) == known:
        scope.problems.add("JTS0561", condition.span)
    return condition


def _dates(node: ast.Range, scope: Scope) -> tuple[int, int] | None:
    first, last = (
        bound.value if isinstance(bound, ast.Literal) and bound.kind == "date" else None
        for bound in (node.low, node.high)
    )
    if not isinstance(first, int) or not isinstance(last, int):
        scope.problems.add("JTS0574", node.span)
        return None
    if first > last:
        low, high = (date.fromordinal(_EPOCH + day) for day in (first, last))
        scope.problems.add("JTS0212", node.span, low=low, high=high)
        return None
    return first, last
