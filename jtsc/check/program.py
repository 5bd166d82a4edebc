"""The whole program: sections in the order in which they build on each other.

A section of rules or settings is checked again only when its text, or what it can see of the others, has changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from jtsc.check.bindings import Bindings
from jtsc.check.parameters import check_parameters
from jtsc.check.rules import VERB_OF, check_rules
from jtsc.check.scope import Scope
from jtsc.check.settings import Execution, check_execution, check_limits, check_sources
from jtsc.check.timeframes import check_timeframes
from jtsc.diagnostics import Diagnostic, Problems
from jtsc.ir import hir
from jtsc.syntax import ast

Result = TypeVar("Result")
_RULE_SECTIONS = (*VERB_OF, "surge_detection")


class SectionCache:
    """Results of checking sections, by the section's tree and by what it could see; one generation old at most."""

    def __init__(self) -> None:
        self._old: dict[object, tuple[object, tuple[Diagnostic, ...]]] = {}
        self._new: dict[object, tuple[object, tuple[Diagnostic, ...]]] = {}
        self.reused = 0

    def start_run(self) -> None:
        self._old, self._new, self.reused = self._new, {}, 0

    def get(self, key: object, check: Callable[[Problems], Result], problems: Problems) -> Result:
        """Return the result of `check` for this key, from the last run where it is there."""
        entry = self._old.get(key)
        if entry is None:
            own = Problems()
            entry = (check(own), own.as_tuple())
        else:
            self.reused += 1
        self._new[key] = entry
        problems.extend(entry[1])
        return entry[0]  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _Declarations:
    """What `params`, `timeframes` and `indicators` give the rest of the program."""

    scope: Scope
    clocks: tuple[hir.Clock, ...]
    bindings: Mapping[str, hir.Binding]
    visible: tuple[object, ...]  # names and types, without places: what another section's check depends on


def check_program(program: ast.Program, cache: SectionCache, problems: Problems) -> hir.Program:
    """Return the checked program; it is complete only if no error was reported."""
    cache.start_run()
    by_kind: dict[str, list[ast.Section]] = {}
    for section in program.sections:
        by_kind.setdefault(section.kind, []).append(section)
    declaring = [s for kind in ("params", "timeframes", "indicators") for s in by_kind.get(kind, [])]
    declared = cache.get(
        ("declarations", tuple(section.key for section in declaring)), lambda own: _check_declarations(by_kind, own), problems
    )
    rules: list[hir.Rule] = []
    limits: dict[str, hir.Expr] = {}
    execution = Execution()
    sources: list[hir.SourceSlice] = []
    for section in program.sections:
        scope = declared.scope

        def within(own: Problems, scope: Scope = scope) -> Scope:
            return scope.reporting_to(own)

        key = (section.key, declared.visible)
        if section.kind in _RULE_SECTIONS:
            rules += cache.get(key, lambda own, s=section, w=within: check_rules(s, w(own)), problems)
        elif section.kind == "risk_management":
            limits |= cache.get(key, lambda own, s=section, w=within: _limits(s, w(own)), problems)
        elif section.kind == "execution":
            check_execution(section, scope.reporting_to(problems), execution)
        elif section.kind == "sources":
            sources += cache.get(key, lambda own, s=section, w=within: check_sources(s, w(own)), problems)
    if not any(section.kind in _RULE_SECTIONS for section in program.sections):
        problems.add("JTS0550", program.name_span, name=program.name)
    return hir.Program(
        program.name,
        tuple(declared.scope.parameters.values()),
        declared.clocks,
        declared.bindings,
        tuple(rules),
        limits,
        execution.size_at,
        execution.pyramiding,
        tuple(sources),
    )


def _limits(section: ast.Section, scope: Scope) -> dict[str, hir.Expr]:
    limits: dict[str, hir.Expr] = {}
    check_limits(section, scope, limits)
    return limits


def _check_declarations(by_kind: Mapping[str, list[ast.Section]], problems: Problems) -> _Declarations:
    declaring = [s for kind in ("params", "timeframes", "indicators") for s in by_kind.get(kind, [])]
    scope = Scope(problems, incomplete=any(section.broken for section in declaring))
    for section in by_kind.get("params", []):
        check_parameters(section.statements, scope)
    clocks = check_timeframes(by_kind.get("timeframes", []), scope)
    bindings = Bindings(scope)
    bindings.collect(by_kind.get("indicators", []))
    bindings.check_all()
    visible = (
        tuple((name, p.type, p.low, p.default) for name, p in scope.parameters.items()),
        tuple(scope.timeframes.items()),
        tuple((name, binding.expr.type) for name, binding in bindings.checked.items()),
        scope.incomplete,
    )
    return _Declarations(scope, clocks, bindings.checked, visible)
