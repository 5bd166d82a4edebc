"""The conditions of a program's rules as plain data, and the program that computes their parts."""

from dataclasses import replace

from jtsc.artifact import Value
from jtsc.codegen.terms import shown_parts
from jtsc.frontend import Checked
from jtsc.ir import hir
from jtsc.ir.as_number import as_number
from jtsc.passes.lower import order_outputs
from jtsc.suite import Condition, Part
from jtsc.typesys.types import Stage


def probe_conditions(checked: Checked) -> tuple[hir.Program, tuple[Condition, ...]]:
    """Describe the conditions of a program, and return the program that computes what the market knows."""
    program = checked.hir
    assert program is not None
    shown = [shown_parts(rule.condition, program, checked.source) for rule in program.rules]
    probes = {
        id(part): as_number(part.expr)
        for parts in shown
        for part in parts
        if part.expr.type.stage is not Stage.ACCOUNT
    }
    probing = replace(program, rules=(), limits={}, tests=(), expectations=(), probes=tuple(probes.values()))
    outputs = order_outputs(probing)
    places = {id(expr): Value("fixed", place) for place, expr in enumerate(outputs.fixed)}
    places |= {id(expr): Value("payload", place) for place, expr in enumerate(outputs.payloads)}
    values = {part: places[id(probe)] for part, probe in probes.items()}
    conditions = tuple(
        Condition(
            rule.section,
            checked.source.start(rule.span).line,
            parts[-1].text,
            tuple(Part(part.text, str(part.expr.type.unit), values.get(id(part))) for part in parts),
        )
        for rule, parts in zip(program.rules, shown, strict=True)
    )
    return probing, conditions
