"""A column of the bars of a test, a number a bar: `[100, 101.5, repeat(100, 20), ramp(100, 119, 20)]`.

`repeat(x, n)` stands for n times x, `ramp(a, b, n)` for n numbers from a to b in even steps.
"""

from dataclasses import dataclass

from jtsc.source import Span
from jtsc.syntax import ast

_MOST = 100_000  # numbers that one item stands for: more is a slip
_DECIMALS = 9  # of a step: prices lie on no finer grid


@dataclass(frozen=True, slots=True)
class GivenColumn:
    """`places` are where each of the values is written, `span` is the whole list."""

    span: Span
    values: tuple[float, ...]
    places: tuple[Span, ...]


def read_column(node: ast.Expr) -> GivenColumn | None:
    """Return what a list of numbers holds; None if it is no such list."""
    if not isinstance(node, ast.ListOf):
        return None
    values: list[float] = []
    places: list[Span] = []
    for item in node.items:
        numbers = _numbers(item)
        if not numbers:
            return None
        values += numbers
        places += [item.span] * len(numbers)
    return GivenColumn(node.span, tuple(values), tuple(places))


def _numbers(node: ast.Expr) -> tuple[float, ...]:
    """Return the numbers that an item stands for; none if it is no such item."""
    if not isinstance(node, ast.Call):
        value = _number(node)
        return () if value is None else (value,)
    arguments = [_number(argument.value) for argument in node.arguments if argument.name is None]
    if len(arguments) < len(node.arguments):
        return ()
    match node.function, arguments:
        case "repeat", [float(value), float(times)] if times.is_integer() and 1 <= times <= _MOST:
            return (value,) * int(times)
        case "ramp", [float(first), float(last), float(times)] if times.is_integer() and 2 <= times <= _MOST:
            steps = int(times) - 1
            return tuple(round(first + (last - first) * at / steps, _DECIMALS) for at in range(steps + 1))
    return ()


def _number(node: ast.Expr) -> float | None:
    if isinstance(node, ast.Unary) and node.operator == "-":
        value = _number(node.operand)
        return None if value is None else -value
    if isinstance(node, ast.Literal) and node.kind == "number" and isinstance(node.value, int | float):
        return float(node.value)
    return None
