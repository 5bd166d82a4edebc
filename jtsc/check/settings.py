"""`sources`, and what all sections of settings share."""

from collections.abc import Iterable, Iterator

from jtsc.check.names import report_unknown
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.diagnostics import Label, Problems, phrase
from jtsc.ir import hir
from jtsc.syntax import ast

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
                    kind=phrase(_HOLD_NAMES_ONCE[section.kind]),
                    labels=[Label(known.name_span, phrase("declared here first"))],
                )


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
    """Yield the settings of a section that it knows; report the others."""
    for statement in section.statements:
        assert isinstance(statement, ast.Setting)
        if statement.name in known:
            yield statement
        else:
            report_unknown(statement.name, statement.name_span, list(known), scope, code="JTS0530")


def choice_of(statement: ast.Setting | None, known: tuple[str, ...], scope: Scope) -> str | None:
    """Return which of the known names a setting says."""
    if statement is None:
        return None
    value = unquoted(statement.value)
    if isinstance(value, ast.Name) and value.id in known:
        return value.id
    scope.problems.add(
        "JTS0531", statement.value.span, name=statement.name, known=" or ".join(f"`{each}`" for each in known)
    )
    return None
