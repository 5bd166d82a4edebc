"""The whole program: sections in the order in which they build on each other.

A section of rules or settings is checked again only when its text, or what it sees of the others, changed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from jtsc.check.bindings import Bindings
from jtsc.check.execution import check_execution
from jtsc.check.expectations import check_expectations
from jtsc.check.functions import declare_functions
from jtsc.check.instruments import check_instruments
from jtsc.check.limits import check_limits
from jtsc.check.parameters import check_parameters
from jtsc.check.rules import VERB_OF, check_rules
from jtsc.check.scope import Money, Scope
from jtsc.check.settings import check_sources, report_repeated
from jtsc.check.tests import check_test, report_unfinished
from jtsc.check.timeframes import check_timeframes
from jtsc.check.universe import check_universe
from jtsc.diagnostics import Diagnostic, Label, Problems, phrase
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.syntax.imports import Imports

Result = TypeVar("Result")
_DECLARING = ("top", "params", "timeframes", "indicators", "vars")
_RULE_SECTIONS = (*VERB_OF, "surge_detection", "alerts")


class SectionCache:
    """Results of checking sections, by the section's text and by what it could see; of the last run only."""

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
        return cast(Result, entry[0])


@dataclass(frozen=True, slots=True)
class _Declarations:
    """What `params`, `timeframes` and `indicators` give the rest of the program."""

    scope: Scope
    clocks: tuple[hir.Clock, ...]
    bindings: Mapping[str, hir.Binding]
    visible: tuple[object, ...]  # names and types, without places: what another section's check depends on


@dataclass(frozen=True, slots=True)
class _Part:
    """What one section adds to the program, and the amounts of money in it."""

    rules: tuple[hir.Rule, ...] = ()
    alerts: tuple[hir.Alert, ...] = ()
    limits: Mapping[str, hir.Expr] | None = None
    execution: hir.Execution | None = None
    sources: tuple[hir.SourceSlice, ...] = ()
    universe: hir.Universe | None = None
    tests: tuple[hir.UnitTest, ...] = ()
    expectations: tuple[hir.Expectation, ...] = ()
    money: tuple[Money, ...] = ()


def check_program(
    program: ast.Program, imports: Imports, cache: SectionCache, problems: Problems
) -> hir.Program:
    """Return the checked program; it is complete only if no error was reported."""
    cache.start_run()
    declaring = [section for section in program.sections if section.kind in _DECLARING]
    declared = cache.get(
        ("declarations", imports, tuple(section.key for section in declaring)),
        lambda own: check_declarations(declaring, imports, own),
        problems,
    )
    parts = [
        cache.get((section.key, declared.visible), _checker(section, declared), problems)
        for section in program.sections
        if section.kind not in _DECLARING
    ]
    report_repeated(program.sections, problems)
    report_unfinished(program.sections, problems)
    _report_currencies([*declared.scope.money, *(money for part in parts for money in part.money)], problems)
    if not problems and not any(section.kind in _RULE_SECTIONS for section in program.sections):
        problems.add("JTS0550", program.name_span, name=program.name)
    return hir.Program(
        program.name,
        tuple(declared.scope.parameters.values()),
        declared.clocks,
        declared.bindings,
        tuple(rule for part in parts for rule in part.rules),
        {name: limit for part in parts for name, limit in (part.limits or {}).items()},
        next((part.execution for part in parts if part.execution is not None), hir.Execution()),
        tuple(each for part in parts for each in part.sources),
        next((part.universe for part in parts if part.universe is not None), None),
        tuple(test for part in parts for test in part.tests),
        tuple(expectation for part in parts for expectation in part.expectations),
        alerts=tuple(alert for part in parts for alert in part.alerts),
    )


def _checker(section: ast.Section, declared: _Declarations) -> Callable[[Problems], _Part]:
    def check(own: Problems) -> _Part:
        inside = declared.scope.reporting_to(own)
        match section.kind:
            case "risk_management":
                part = _Part(limits=check_limits(section, inside))
            case "execution":
                part = _Part(execution=check_execution(section, inside))
            case "sources":
                part = _Part(sources=check_sources(section, inside))
            case "universe":
                part = _Part(universe=check_universe(section, inside))
            case "expect":
                part = _Part(expectations=check_expectations(section, inside))
            case "test":
                test = check_test(section, declared.clocks[0], inside)
                part = _Part(tests=(test,) if test is not None else ())
            case _:
                part = _Part(*check_rules(section, inside))
        return replace(part, money=tuple(inside.money))

    return check


def check_declarations(declaring: list[ast.Section], imports: Imports, problems: Problems) -> _Declarations:
    """Check what the rest of the program builds on; of a library that is all there is."""
    scope = Scope(problems, incomplete=any(section.broken for section in declaring))
    of_kind = {kind: [section for section in declaring if section.kind == kind] for kind in _DECLARING}
    top = [statement for section in of_kind["top"] for statement in section.statements]
    functions = [statement for statement in top if isinstance(statement, ast.Function)]
    declare_functions(functions, imports, scope)
    for section in of_kind["params"]:
        check_parameters(section.statements, scope)
    clocks = check_timeframes(of_kind["timeframes"], scope)
    clocks = check_instruments(of_kind["indicators"], clocks, scope)
    bindings = Bindings(scope)
    bindings.collect([*of_kind["indicators"], *of_kind["vars"]])
    bindings.check_all()
    visible = (
        tuple(declared.visible for declared in scope.parameters.values()),
        tuple(scope.timeframes.items()),
        clocks,
        tuple((name, _visible(binding.expr)) for name, binding in bindings.checked.items()),
        tuple(scope.functions.items()),
        tuple(sorted(scope.broken_functions)),
        scope.functions_missing,
        scope.incomplete,
    )
    return _Declarations(scope, clocks, bindings.checked, visible)


def _visible(bound: hir.Expr) -> object:
    # The value of a fixed number decides whether it may size a window; of anything else only the type counts.
    return bound if bound.type.is_fixed else bound.type


def _report_currencies(amounts: Iterable[Money], problems: Problems) -> None:
    first: Money | None = None
    for money in amounts:
        first = first or money
        if money.currency != first.currency:
            label = Label(first.span, phrase("`{currency}` here", currency=first.currency))
            problems.add("JTS0310", money.span, found=money.currency, first=first.currency, labels=[label])
