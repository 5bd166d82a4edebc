"""Arithmetic in which x / 0 and infinities are na, and elementary functions. None is na, and gives na."""

import math
from collections.abc import Sequence
from fractions import Fraction


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def sum_in_order(values: Sequence[float]) -> float:
    """Add one by one: Python's own `sum` compensates what is rounded."""
    total = 0.0
    for value in values:
        total += value
    return total


def arithmetic(sign: str, left: float | None, right: float | None) -> float | None:
    if left is None or right is None:
        return None
    match sign:
        case "+":
            return _finite(left + right)
        case "-":
            return _finite(left - right)
        case "*":
            return _finite(left * right)
        case "/":
            return None if right == 0 else _finite(left / right)
    raise ValueError(sign)


def elementary(function: str, operands: list[float | None]) -> float | None:
    """Return max min abs mod floor ceil round sign sqrt log exp pow of operands."""
    if None in operands:
        return None
    try:
        value = _FUNCTIONS[function](*operands)
    except (ArithmeticError, ValueError):  # out of the function's domain, or too large
        return None
    return None if isinstance(value, complex) else _finite(float(value))


def _mod(x: float, y: float) -> Fraction:
    times = Fraction(x) / Fraction(y)
    return Fraction(x) - Fraction(y) * math.floor(times)


def _round(x: float) -> int:
    halves_up = math.floor(abs(Fraction(x)) + Fraction(1, 2))
    return halves_up if x > 0 else -halves_up


_FUNCTIONS = {
    "max": max,
    "min": min,
    "abs": abs,
    "mod": _mod,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": _round,
    "sign": lambda x: (x > 0) - (x < 0),
    "sqrt": math.sqrt,
    "log": math.log,
    "exp": math.exp,
    "pow": lambda x, y: x**y,
}
