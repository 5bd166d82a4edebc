"""Compute now what does not depend on bars or parameters."""

import math
import operator
from dataclasses import replace

from jtsc.ir.mir import Builder, Id, Kind, Mir, Op, rebuild

_ARITHMETIC = {"add": operator.add, "sub": operator.sub, "mul": operator.mul}
_COMPARISONS = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge, "eq": operator.eq}


def fold_constants(mir: Mir) -> Mir:
    """Replace arithmetic and comparisons of constants by their results; x / 0 and infinities are na."""
    return rebuild(mir, _fold)


def _fold(op: Op, builder: Builder) -> Id:
    values = [_constant(builder[arg]) for arg in op.args]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return builder.add(op)
    if op.name in _COMPARISONS:
        return builder.add(replace(op, name="mask", args=(), immediates=(_COMPARISONS[op.name](*known),)))
    result = _compute(op.name, known)
    if result is None:
        return builder.add(op)
    if op.kind is Kind.WHOLE:
        return builder.add(replace(op, name="whole", args=(), immediates=(int(result),)))
    return builder.add(replace(op, name="const", args=(), immediates=(result,)))


def _constant(op: Op) -> float | None:
    value = op.immediates[0] if op.name == "const" else None
    return value if isinstance(value, float) else None


def _compute(name: str, values: list[float]) -> float | None:
    if name in _ARITHMETIC:
        result = float(_ARITHMETIC[name](*values))
    elif name == "div":
        result = values[0] / values[1] if values[1] != 0.0 else math.nan
    elif name == "neg":
        result = -values[0]
    elif name == "to_whole" and values[0].is_integer():
        return values[0]
    else:
        return None
    return math.nan if math.isinf(result) else result
