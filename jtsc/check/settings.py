"""`execution` and `sources`, and what sections of settings share."""

from collections.abc import Iterable, Iterator

from jtsc.check.names import report_unknown
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.diagnostics import Label, Problems
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.typesys.types import Type, Unit

_SIZE_AT = ("decision", "fill")
_HOLD_NAMES_ONCE = {"risk_management": "a setting", "execution": "a setting", "sources": "an account"}


def report_repeated(sections: Iterable[ast.Section], problems: Problems) -> None:
    """Report settings and accounts that are named twice, in one section or in two of a kind."""
    first: dict[tuple[str, str], ast.Setting] = {}
    for section in sections:
        for statement in section.statements:
            if section.kind not in _HOLD_NAMES_ONCE or not isinstance(statement, ast.Setting):
                continue
            known = first.setdefault((section.kind, statement.name), statement)
            if known is not statement:
                problems.add(
                    "JTS0202",
                    statement.name_span,
                    name=statement.name,
                    kind=_HOLD_NAMES_ONCE[section.kind],
                    labels=[Label(known.name_span, "declared here first")],
                )


def check_execution(section: ast.Section, scope: Scope) -> hir.Execution:
    """Read an `execution` section."""
    size_at, pyramiding = hir.Execution().size_at, hir.Execution().pyramiding
    for statement in known_settings(section, ("size_at", "pyramiding"), scope):
        if statement.name == "size_at":
            choice = checked_choice(statement, _SIZE_AT, scope)
            size_at = str(choice.value) if choice is not None else size_at
            continue
        value = unquoted(statement.value)
        if (
            isinstance(value, ast.Literal)
            and value.kind == "number"
            and isinstance(value.value, int)
            and value.value >= 1
        ):
            pyramiding = value.value
        else:
            scope.problems.add("JTS0542", statement.value.span, name=statement.name)
    return hir.Execution(size_at, pyramiding)


def check_sources(section: ast.Section, scope: Scope) -> tuple[hir.SourceSlice, ...]:
    """Read a `sources` section: which slice of the universe each account trades."""
    slices = []
    for statement in section.statements:
        assert isinstance(statement, ast.Setting)
        bounds = _slice_bounds(statement.value)
        if bounds is None:
            scope.problems.add("JTS0543", statement.value.span)
        elif bounds[0] > bounds[1]:
            scope.problems.add("JTS0212", statement.value.span, low=bounds[0], high=bounds[1])
        else:
            slices.append(hir.SourceSlice(statement.name, statement.span, *bounds))
    return tuple(slices)


def _slice_bounds(node: ast.Expr) -> tuple[int, int] | None:
    match node:
        case ast.Index(
            base=ast.Name(id="symbols"),
            index=ast.Range(low=ast.Literal(value=int(low)), high=ast.Literal(value=int(high))),
        ):
            return low, high
    return None


def known_settings(section: ast.Section, known: tuple[str, ...], scope: Scope) -> Iterator[ast.Setting]:
    """Yield the settings of a section that have one of the known names; report the others."""
    for statement in section.statements:
        assert isinstance(statement, ast.Setting)
        if statement.name in known:
            yield statement
        else:
            report_unknown(statement.name, statement.name_span, list(known), scope, code="JTS0530")


def checked_choice(statement: ast.Setting, known: tuple[str, ...], scope: Scope) -> hir.Constant | None:
    """Return a setting's value, one of the known words."""
    value = unquoted(statement.value)
    if isinstance(value, ast.Name) and value.id in known:
        return hir.Constant(value.span, Type(Unit.TEXT), value.id)
    scope.problems.add(
        "JTS0531", statement.value.span, name=statement.name, known=" or ".join(f"`{each}`" for each in known)
    )
    return None
