"""The `test` sections: parameters, bars, and what is expected."""

from collections.abc import Iterable

from jtsc.check.expectations import check_expectation
from jtsc.check.given_bars import GivenBars, check_given_bars
from jtsc.check.names import report_unknown
from jtsc.check.parameters import plain_text, plain_value
from jtsc.check.scope import Scope
from jtsc.diagnostics import Problems
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast


def check_test(section: ast.Section, clock: hir.Clock, scope: Scope) -> hir.UnitTest | None:
    """Check a test of a strategy that decides on `clock`; None for a broken one."""
    parameters: dict[str, int | float] = {}
    calls: list[ast.Call] = []
    expects: list[ast.Expect] = []
    for statement in section.statements:
        match statement:
            case ast.With():
                for setting in statement.settings:
                    _set_parameter(setting, parameters, scope)
            case ast.Expect():
                expects.append(statement)
            case ast.Given(bars=ast.Call(function="bars") as call):
                calls.append(call)
            case _:
                scope.problems.add("JTS0565", statement.span)
    for call in calls[1:]:
        scope.problems.add("JTS0564", call.span)
    given = check_given_bars(calls[0], clock, scope) if calls else None
    bars = len(given.columns["close"]) if given is not None else None
    expectations = [check_expectation(node, bars, scope) for node in expects]
    return _unit_test(section, parameters, given, expectations)


def report_unfinished(sections: Iterable[ast.Section], problems: Problems) -> None:
    """Report tests that lack a step. What is told at a section's name is not remembered: it moves."""
    for section in sections:
        if section.kind != "test" or section.broken:
            continue
        steps = {type(statement) for statement in section.statements}
        if ast.Given not in steps:
            problems.add("JTS0562", section.name_span)
        elif ast.Expect not in steps:
            problems.add("JTS0563", section.name_span)


def _unit_test(
    section: ast.Section,
    parameters: dict[str, int | float],
    given: GivenBars | None,
    expectations: list[hir.Expectation | None],
) -> hir.UnitTest | None:
    whole = tuple(expectation for expectation in expectations if expectation is not None)
    if given is None or len(whole) < len(expectations):
        return None
    return hir.UnitTest(
        section.title, Span(section.index, 0, 0), parameters, given.length_ns, given.columns, whole
    )


def _set_parameter(setting: ast.Setting, parameters: dict[str, int | float], scope: Scope) -> None:
    declared = scope.parameters.get(setting.name)
    if declared is None:
        if not scope.incomplete:
            known = list(scope.parameters) or ["(none: add a `params` section)"]
            report_unknown(setting.name, setting.name_span, known, scope, code="JTS0572")
        return
    if setting.name in parameters:
        scope.problems.add("JTS0503", setting.span, name=setting.name)
        return
    if declared.texts:
        text = plain_text(setting.value, scope)
        if text in declared.texts:
            parameters[setting.name] = declared.texts.index(text)
        elif text is not None:
            allowed = ", ".join(declared.texts)
            scope.problems.add("JTS0573", setting.value.span, name=setting.name, range=allowed)
        return
    value, _ = plain_value(setting.value, declared.type.unit, scope)
    if value is None:
        return
    parameters[setting.name] = value
    low, high = declared.low, declared.high
    if declared.choices and value not in declared.choices:
        allowed = ", ".join(map(str, declared.choices))
    elif low is not None and high is not None and not low <= value <= high:
        allowed = f"{low} to {high}"
    else:
        return
    scope.problems.add("JTS0573", setting.value.span, name=setting.name, range=allowed)
