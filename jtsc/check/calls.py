"""Calls of built-ins: which argument goes where, and whether it fits."""

from jtsc.check.functions import call_function
from jtsc.check.names import CheckExpression, report_unknown
from jtsc.check.scope import Scope
from jtsc.check.texts import possible_texts
from jtsc.check.whole_numbers import check_window
from jtsc.diagnostics import phrase
from jtsc.ir import hir
from jtsc.ir.account import ELEMENTARY
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.typesys.algebra import NUMERIC, common_unit
from jtsc.typesys.prelude import builtin_names, find_builtin
from jtsc.typesys.signature import Parameter, ParameterKind, Signature
from jtsc.typesys.types import DECISION_CLOCK, Stage, Type, Unit, joined

_BARE = frozenset({Unit.NUMBER, Unit.RATIO})  # what an exponent may be, and what it is taken of
_UNIT_OF = {
    ParameterKind.NUMBER: Unit.NUMBER,
    ParameterKind.RATIO: Unit.RATIO,
    ParameterKind.DURATION: Unit.DURATION,
}


def check_call(node: ast.Call, scope: Scope, check: CheckExpression) -> hir.Expr:
    """Check a call inside an expression."""
    if node.function in scope.functions:
        return call_function(node, scope.functions[node.function], scope, check)
    signature = find_builtin(node.function)
    if signature is None or signature.category not in ("indicator", "fn", "math", "cross", "account"):
        known = [*scope.functions, *builtin_names("indicator", "fn", "math", "cross")]
        report_unknown(node.function, scope.at(node.function_span), known, scope, code="JTS0204")
        return scope.unknown(node.span)
    if signature.category == "account":
        scope.problems.add("JTS0407", scope.at(node.span), name=signature.name)
        return scope.unknown(node.span)
    arguments = check_arguments(node, signature, scope, check)
    if arguments is None or any(argument.type.unit is Unit.UNKNOWN for argument in arguments.values()):
        return scope.unknown(node.span)
    if signature.category == "cross":
        return _cross_section(signature, arguments["x"], node.span, scope)
    if signature.category == "math":
        return _elementary(signature, tuple(arguments.values()), node.span, scope)
    if signature.body is not None:
        return check(signature.body, scope.inside_call(arguments, node.span))
    return indicator_value(signature, arguments, node.span, scope)


def check_arguments(
    node: ast.Call, signature: Signature, scope: Scope, check: CheckExpression
) -> dict[str, hir.Expr] | None:
    """Match arguments with parameters, by place then by name, and check each; None if they do not match."""
    given: dict[str, ast.Argument] = {}
    names = [parameter.name for parameter in signature.parameters]
    for place, argument in enumerate(node.arguments):
        name = argument.name if argument.name is not None else names[place] if place < len(names) else None
        if name is None:
            scope.problems.add("JTS0501", scope.at(argument.span), name=signature.name, most=len(names))
            return None
        if name not in names:
            report_unknown(name, scope.at(argument.span), names, scope, code="JTS0502")
            return None
        if name in given:
            scope.problems.add("JTS0503", scope.at(argument.span), name=name)
            return None
        given[name] = argument
    checked: dict[str, hir.Expr] = {}
    for parameter in signature.parameters:
        if parameter.name in given:
            node_given = given[parameter.name].value
            if isinstance(node_given, ast.Name) and node_given.id in parameter.texts:
                node_given = ast.Literal(node_given.span, "text", node_given.id)  # bare as well as quoted
            value = check(node_given, scope)
            checked[parameter.name] = _fit(value, parameter, signature, scope)
        elif parameter.default is not None:
            checked[parameter.name] = check(parameter.default, scope.inside_call({}, node.span))
        else:
            if any(value.type.unit is Unit.UNKNOWN for value in checked.values()):
                return None
            usage = ", ".join(f"{p.name}: …" for p in signature.parameters if p.default is None)
            scope.problems.add(
                "JTS0504", scope.at(node.span), name=signature.name, missing=parameter.name, usage=usage
            )
            return None
    return checked


def _fit(value: hir.Expr, parameter: Parameter, signature: Signature, scope: Scope) -> hir.Expr:
    found = value.type
    if found.unit is Unit.UNKNOWN:
        return value
    if found.stage is Stage.ACCOUNT and signature.category != "math":
        scope.problems.add("JTS0404", value.span, what=signature.name)
        return scope.unknown(value.span)
    if parameter.kind is ParameterKind.WINDOW:
        return check_window(value, parameter.name, scope)
    if parameter.kind is ParameterKind.SERIES:
        if found.unit not in NUMERIC or found.is_fixed:
            hint = phrase("give a series such as `close`")
            if isinstance(value, hir.Constant) and found.unit is Unit.NUMBER:
                hint = phrase(
                    "did you mean `{name}(period: {value})`?", name=signature.name, value=value.value
                )
            scope.problems.add(
                "JTS0505",
                value.span,
                name=parameter.name,
                unit=found.unit,
                hint=hint,
            )
            return scope.unknown(value.span)
        return value
    if parameter.kind is ParameterKind.VALUE:
        return _fit_value(value, parameter, signature, scope)
    if parameter.kind is ParameterKind.TEXT:
        return _fit_text(value, parameter, scope)
    wanted = _UNIT_OF[parameter.kind]
    if found.unit is not wanted and not (found.adapts and wanted is Unit.RATIO):
        scope.problems.add("JTS0506", value.span, name=parameter.name, wanted=wanted, found=found.unit)
        return scope.unknown(value.span)
    if not found.is_fixed:
        scope.problems.add("JTS0408", value.span, name=parameter.name)
        return scope.unknown(value.span)
    return value


def _fit_value(value: hir.Expr, parameter: Parameter, signature: Signature, scope: Scope) -> hir.Expr:
    wanted = _BARE if signature.name in ("exp", "pow") else NUMERIC
    if value.type.unit in wanted:
        return value
    scope.problems.add("JTS0506", value.span, name=parameter.name, wanted="number", found=value.type.unit)
    return scope.unknown(value.span)


def _fit_text(value: hir.Expr, parameter: Parameter, scope: Scope) -> hir.Expr:
    found = possible_texts(value, scope)
    unknown = next((text for text in found if text not in parameter.texts), None)
    if not found:
        wanted, unit = Unit.TEXT, value.type.unit
        scope.problems.add("JTS0506", value.span, name=parameter.name, wanted=wanted, found=unit)
    elif unknown is not None:
        known = ", ".join(f'"{text}"' for text in parameter.texts)
        scope.problems.add("JTS0507", value.span, name=parameter.name, text=unknown, known=known)
    else:
        return value
    return scope.unknown(value.span)


def _elementary(signature: Signature, operands: tuple[hir.Expr, ...], place: Span, scope: Scope) -> hir.Expr:
    """Return an elementary function of values that share a unit; the result has it, or is a bare number."""
    found = joined(operands[0].type.unit, *(operand.type for operand in operands))
    unit: Unit | None = operands[0].type.unit
    if len(operands) > 1:
        unit = common_unit(operands[0].type, operands[1].type)
    if unit is None:
        left, right = (operand.type.unit for operand in operands)
        scope.problems.add("JTS0304", scope.at(place), left=left, operator=signature.name, right=right)
        return scope.unknown(place)
    if found.stage is Stage.ACCOUNT and signature.name not in ELEMENTARY:
        scope.problems.add("JTS0119", scope.at(place), what=f"`{signature.name}` of a value of the account")
        return scope.unknown(place)
    return hir.Elementary(
        scope.at(place), found.with_unit(signature.results[0][1] or unit), signature.name, operands
    )


def _cross_section(signature: Signature, operand: hir.Expr, place: Span, scope: Scope) -> hir.Expr:
    """Return a value among all symbols at a decision: it moves with the decision clock."""
    within = "one in another" if operand.type.stage is Stage.CROSS_SECTIONAL else ""
    if within or scope.clock != DECISION_CLOCK:
        what = f"`{signature.name}` {within or 'in a block of another timeframe'}"
        scope.problems.add("JTS0119", scope.at(place), what=what)
        return scope.unknown(place)
    unit = signature.results[0][1] or Unit.NUMBER
    found = Type(unit, Stage.CROSS_SECTIONAL, DECISION_CLOCK)
    return hir.CrossSection(scope.at(place), found, signature.name, operand)


def indicator_value(
    signature: Signature, arguments: dict[str, hir.Expr], place: Span, scope: Scope
) -> hir.Indicator:
    """Return what a kernel makes of checked arguments and of columns of the scope's clock."""
    assert signature.kernel is not None
    span = scope.at(place)
    inputs = []
    for name in signature.kernel.inputs:
        if name in arguments:
            inputs.append(arguments.pop(name))
        else:
            builtin = find_builtin(name)
            unit = (builtin.results[0][1] if builtin else None) or Unit.NUMBER
            inputs.append(hir.Column(span, Type(unit, Stage.MARKET, scope.clock), name))
    source_unit = inputs[0].type.unit if inputs else Unit.NUMBER
    found = joined(source_unit, *(value.type for value in inputs))
    results = tuple((name, unit or source_unit) for name, unit in signature.results)
    if results[0][0]:
        found = Type(Unit.RECORD, found.stage, found.clock, results)
    else:
        found = found.with_unit(results[0][1])
    return hir.Indicator(span, found, signature, tuple(inputs), arguments)
