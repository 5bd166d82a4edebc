"""Every expression of a program, and what it stands for."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import get_args

from jtsc.ir import hir
from jtsc.ir.children import children

# What an expression of a kind says beside its place and type.
_TOLD: dict[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind) if each.name not in ("span", "type"))
    for kind in get_args(hir.Expr)
}


def deciding(program: hir.Program) -> Iterator[hir.Expr]:
    """Yield the whole expressions that orders, messages and limits are made of, and the bindings'."""
    yield from program.conditions
    for message in program.messages:
        yield from (part for part in message.parts if isinstance(part, hir.Node))
    for rule in program.rules:
        quantity, terms = rule.action.quantity, rule.action.terms
        given = (quantity.value, *(quantity.arguments or {}).values(), terms.limit, terms.stop)
        yield from (expr for expr in given if expr is not None)
    yield from program.limits.values()
    execution = program.execution
    yield from (
        expr for expr in (execution.slippage, execution.participation, execution.priority) if expr is not None
    )
    yield from (binding.expr for binding in program.bindings.values())


def expected(program: hir.Program) -> Iterator[hir.Expr]:
    """Yield what a program expects of its runs and tests."""
    tests = (expectation for test in program.tests for expectation in test.expectations)
    yield from (expectation.condition for expectation in (*program.expectations, *tests))


def everything_in(exprs: Iterable[hir.Expr]) -> Iterator[hir.Expr]:
    """Yield expressions and all below them, in no order; references are not followed."""
    waiting = list(exprs)
    while waiting:
        expr = waiting.pop()
        yield expr
        waiting.extend(children(expr))


def meant(expr: hir.Expr, program: hir.Program) -> hir.Expr:
    """Return what a reference stands for at last; any other expression as it is."""
    while isinstance(expr, hir.Reference):
        expr = program.bindings[expr.name].expr
    return expr


def shape(expr: hir.Expr) -> object:
    """Return what two expressions have in common that are written alike, wherever they stand."""
    kind: type = type(expr)
    values = (getattr(expr, name) for name in _TOLD[kind])
    own = tuple(value for value in values if isinstance(value, str | int | float))
    name = expr.signature.name if isinstance(expr, hir.Indicator) else ""
    return (kind, name, expr.type.unit, expr.type.clock, own, *map(shape, children(expr)))
