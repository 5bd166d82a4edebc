"""The user's own functions: each call is checked anew, with the types of its arguments."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from jtsc.check.names import CheckExpression, report_unknown
from jtsc.check.scope import Scope, declare
from jtsc.diagnostics import Label, phrase
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.syntax.imports import Imports
from jtsc.typesys.prelude import builtin_members, builtin_names, find_builtin
from jtsc.typesys.types import Unit


def declare_functions(own: Iterable[ast.Function], imports: Imports, scope: Scope) -> None:
    """Enter the functions of a file, those it imports first; names in the bodies of its own are judged."""
    scope.functions_missing = not imports.complete
    for each in imports.functions:
        if declare(scope, each.function.name, each.span, "a function"):
            scope.functions[each.function.name] = each.function
    own = [function for function in own if declare(scope, function.name, function.name_span, "a function")]
    scope.functions.update({function.name: function for function in own})
    for function in own:
        if not _is_sound(function, scope):
            scope.broken_functions.add(function.name)


def call_function(node: ast.Call, function: ast.Function, scope: Scope, check: CheckExpression) -> hir.Expr:
    """Return the body of a function, with what the call gives for its parameters."""
    if function.name in scope.calls:
        scope.problems.add("JTS0222", scope.at(node.span), name=function.name)
        return scope.unknown(node.span)
    arguments = _arguments(node, function, scope, check)
    if (
        arguments is None
        or function.name in scope.broken_functions
        or any(argument.type.unit is Unit.UNKNOWN for argument in arguments.values())
    ):
        return scope.unknown(node.span)
    return check(function.body, scope.inside_function(function.name, arguments, node.span))


def _arguments(
    node: ast.Call, function: ast.Function, scope: Scope, check: CheckExpression
) -> dict[str, hir.Expr] | None:
    names = [parameter.name for parameter in function.parameters]
    given: dict[str, hir.Expr] = {}
    for place, argument in enumerate(node.arguments):
        span = scope.at(argument.span)
        name = argument.name if argument.name is not None else names[place] if place < len(names) else None
        if name is None:
            scope.problems.add("JTS0501", span, name=function.name, most=len(names))
            return None
        if name not in names:
            report_unknown(name, span, names, scope, code="JTS0502")
            return None
        if name in given:
            scope.problems.add("JTS0503", span, name=name)
            return None
        given[name] = check(argument.value, scope)
    missing = [name for name in names if name not in given]
    if missing:
        usage = ", ".join(f"{name}: …" for name in names)
        scope.problems.add(
            "JTS0504", scope.at(node.span), name=function.name, missing=missing[0], usage=usage
        )
        return None
    return given


def _is_sound(function: ast.Function, scope: Scope) -> bool:
    known = len(scope.problems)
    first: dict[str, Span] = {}
    for parameter in function.parameters:
        builtin = find_builtin(parameter.name)
        if builtin is not None and builtin.category in ("column", "value", "constant"):
            scope.problems.add("JTS0203", parameter.span, name=parameter.name)
        elif parameter.name in first:
            label = Label(first[parameter.name], phrase("declared here first"))
            scope.problems.add(
                "JTS0202", parameter.span, name=parameter.name, kind=phrase("a parameter"), labels=[label]
            )
        first.setdefault(parameter.name, parameter.span)
    series = [*first, *builtin_names("column", "value", "constant")]
    callable_names = [*scope.functions, *builtin_names("indicator", "fn", "math", "cross")]
    for node in _inside(function.body):
        if isinstance(node, ast.Name) and node.id not in series and not builtin_members(node.id):
            report_unknown(node.id, node.span, series, scope)
        elif isinstance(node, ast.Call) and node.function not in scope.functions:
            builtin = find_builtin(node.function)
            if builtin is None or builtin.category not in ("indicator", "fn", "math", "cross", "account"):
                report_unknown(node.function, node.function_span, callable_names, scope, code="JTS0204")
    return len(scope.problems) == known


def _inside(node: ast.Node) -> Iterator[ast.Node]:
    yield node
    for each in fields(node):
        value = getattr(node, each.name)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, ast.Node):
                yield from _inside(child)
