"""The bars of a test: `bars(5m, close: [100, 101], volume: [10, 20])`."""

from collections.abc import Mapping
from dataclasses import dataclass

from jtsc.check.given_columns import GivenColumn, read_column
from jtsc.check.names import report_unknown
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.syntax.literals import DURATION_NS

COLUMNS = ("open", "high", "low", "close", "volume", "bid", "ask")
_PRICES = frozenset(COLUMNS) - {"volume"}
_AS_CLOSE = ("open", "high", "low")  # where they are left out
_IN_ORDER = (("low", "open"), ("low", "close"), ("open", "high"), ("close", "high"), ("bid", "ask"))

Columns = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class GivenBars:
    """As of `hir.UnitTest`; `open`, `high` and `low` that are left out equal `close`, `volume` is 1."""

    length_ns: int | None
    columns: Columns


def check_given_bars(node: ast.Call, clock: hir.Clock, scope: Scope) -> GivenBars | None:
    """Check the call that gives a test its bars, those of the decision clock; None if it is broken."""
    known = len(scope.problems)
    unnamed = [argument for argument in node.arguments if argument.name is None]
    for argument in unnamed[1:]:
        scope.problems.add("JTS0501", argument.span, name="bars", most="one argument without a name")
    length_ns = _length_ns(unnamed[0].value, clock, scope) if unnamed else clock.length_ns
    given = _given_columns(node, scope)
    if "close" not in given and len(scope.problems) == known:
        scope.problems.add("JTS0504", node.span, name="bars", missing="close", usage="close: [100, 101, 102]")
    if len(scope.problems) > known:
        return None
    close = given["close"].values
    for name, column in given.items():
        if len(column.values) != len(close):
            count = len(column.values)
            scope.problems.add("JTS0567", column.span, name=name, count=count, wanted=len(close))
            return None
    columns = {name: column.values for name, column in given.items()}
    filled = {**dict.fromkeys(_AS_CLOSE, close), "volume": (1.0,) * len(close), **columns}
    _check_possible(filled, given, scope)
    return GivenBars(length_ns, filled) if len(scope.problems) == known else None


def _length_ns(node: ast.Expr, clock: hir.Clock, scope: Scope) -> int | None:
    value = unquoted(node)
    if not isinstance(value, ast.Literal) or not isinstance(value.value, int) or value.kind != "duration":
        found = value.kind if isinstance(value, ast.Literal) else "value"
        scope.problems.add("JTS0506", node.span, name="the length of a bar", wanted="duration", found=found)
        return None
    if clock.length_ns not in (None, value.value):
        given, wanted = (duration_text(each) for each in (value.value, clock.length_ns or 0))
        scope.problems.add("JTS0570", node.span, given=given, wanted=wanted)
    return value.value


def _given_columns(node: ast.Call, scope: Scope) -> dict[str, GivenColumn]:
    given: dict[str, GivenColumn] = {}
    for argument in node.arguments:
        if argument.name is None:
            continue
        if argument.name not in COLUMNS:
            report_unknown(argument.name, argument.span, list(COLUMNS), scope, code="JTS0502")
        elif argument.name in given:
            scope.problems.add("JTS0503", argument.span, name=argument.name)
        elif (column := read_column(argument.value)) is None:
            scope.problems.add("JTS0566", argument.value.span, name=argument.name)
        else:
            given[argument.name] = column
    return given


def _check_possible(columns: Columns, written: Mapping[str, GivenColumn], scope: Scope) -> None:
    """Report the first value, or else the first pair of values, that no market could show."""
    for name, column in written.items():
        for bar, value in enumerate(column.values):
            if value < 0 or (value == 0 and name in _PRICES):
                scope.problems.add("JTS0568", column.places[bar], name=name, value=f"{value:g}", bar=bar)
                return
    for lower, upper in _IN_ORDER:
        if lower not in columns or upper not in columns:
            continue
        for bar, (value, other) in enumerate(zip(columns[lower], columns[upper], strict=True)):
            if value > other:
                place = (written.get(lower) or written[upper]).places[bar]
                known = {"lower": lower, "upper": upper, "value": f"{value:g}", "other": f"{other:g}"}
                scope.problems.add("JTS0569", place, labels=(), fixes=(), bar=bar, **known)
                return


def duration_text(length_ns: int) -> str:
    """Return a duration as it is written.

    >>> duration_text(90 * 60_000_000_000), duration_text(7 * 86_400_000_000_000)
    ('90m', '1w')
    """
    unit = next(unit for unit in reversed(DURATION_NS) if length_ns % DURATION_NS[unit] == 0)
    return f"{length_ns // DURATION_NS[unit]}{unit}"
