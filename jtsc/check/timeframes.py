"""The `timeframes` section: names for bars of other lengths; the finest is the decision clock."""

from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope, declare
from jtsc.ir import hir
from jtsc.syntax import ast


def check_timeframes(sections: list[ast.Section], scope: Scope) -> tuple[hir.Clock, ...]:
    """Enter timeframe names with their clocks, finest first; return the clocks of the program."""
    lengths: dict[str, int] = {}
    for section in sections:
        for statement in section.statements:
            assert isinstance(statement, ast.Setting)
            if not declare(scope, statement.name, statement.name_span, "a timeframe"):
                continue
            value = unquoted(statement.value)
            if isinstance(value, ast.Literal) and value.kind == "duration" and isinstance(value.value, int):
                lengths[statement.name] = value.value
            else:
                scope.problems.add("JTS0220", statement.value.span)
                scope.incomplete = True
    distinct = sorted(set(lengths.values()))
    scope.timeframes.update({name: distinct.index(length) for name, length in lengths.items()})
    return tuple(
        hir.Clock(tuple(name for name, other in lengths.items() if other == length), length)
        for length in distinct
    ) or (hir.Clock((), None),)
