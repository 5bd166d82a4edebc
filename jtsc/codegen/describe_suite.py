"""The tests and expectations of a program as plain data, and the program that computes their values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jtsc.artifact import Value
from jtsc.check.expectations import figure_declarations
from jtsc.codegen.terms import ShownPart, shown_parts
from jtsc.frontend import Checked
from jtsc.ir import hir
from jtsc.ir.as_number import as_number
from jtsc.passes.lower import order_outputs
from jtsc.suite import Expectation, Term, UnitTest

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Probed:
    """`program` computes the terms of the tests and expectations; `figures` are its last parameters."""

    program: hir.Program
    figures: tuple[str, ...]
    tests: tuple[UnitTest, ...]
    expectations: tuple[Expectation, ...]


def probe_suite(checked: Checked) -> Probed:
    """Describe what a checked program says of itself."""
    program = checked.hir
    assert program is not None
    declared = {parameter.name for parameter in program.parameters}
    figures = tuple(each for name, each in figure_declarations().items() if name not in declared)
    of_tests = [expectation for test in program.tests for expectation in test.expectations]
    parts = {
        expectation.span: shown_parts(expectation.condition, program, checked.source)
        for expectation in (*of_tests, *program.expectations)
    }
    probes = {id(part): as_number(part.expr) for shown in parts.values() for part in shown}
    probing = replace(
        program,
        parameters=(*program.parameters, *figures),
        rules=(),
        alerts=(),
        limits={},
        tests=(),
        expectations=(),
        probes=tuple(probes.values()),
    )
    outputs = order_outputs(probing)
    places = {id(expr): Value("fixed", place) for place, expr in enumerate(outputs.fixed)}
    places |= {id(expr): Value("payload", place) for place, expr in enumerate(outputs.payloads)}
    values = {part: places[id(probe)] for part, probe in probes.items()}

    def described(expectation: hir.Expectation) -> Expectation:
        return _expectation(expectation, parts[expectation.span], values, checked)

    tests = tuple(
        UnitTest(
            test.title,
            checked.source.start(test.span).line,
            {name: float(value) for name, value in test.parameters.items()},
            test.length_ns,
            dict(test.columns),
            tuple(map(described, test.expectations)),
        )
        for test in program.tests
    )
    names = tuple(figure.name for figure in figures)
    return Probed(probing, names, tests, tuple(map(described, program.expectations)))


def _expectation(
    expectation: hir.Expectation,
    parts: tuple[ShownPart, ...],
    values: Mapping[int, Value],
    checked: Checked,
) -> Expectation:
    place = checked.source.start(expectation.span)
    terms = tuple(Term(part.text, str(part.expr.type.unit), values[id(part)]) for part in parts)
    text = " ".join(checked.source.excerpt(expectation.span).split())
    first, last = (_EPOCH + timedelta(day) for day in expectation.dates or (0, 0))
    dates = (first, last) if expectation.dates is not None else None
    return Expectation(text, place.line, place.column, terms, expectation.bar, dates)
