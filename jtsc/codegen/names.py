"""Readable, unique names for the values of a program."""

import builtins
import keyword
import re

from jtsc.ir.mir import Id, Kind, Mir, Op
from jtsc.typesys.signature import KernelCall
from jtsc.typesys.types import DECISION_CLOCK

_TAKEN = frozenset(
    {*keyword.kwlist, *dir(builtins), "np", "NA", "words", "ints", "layout", "numbers", "times", "params"}
    | {
        "fired",
        "payload",
        "scratch",
        "scale",
        "scales",
        "symbol",
        "row",
        "block",
        "end",
        "word",
        "shift",
        "bits",
    }
    | {
        "first",
        "last",
        "starts",
        "halted",
        "word_starts",
        "out",
        "kernel",
        "finite",
        "quotient",
        "scan",
        "step",
    }
)


def name_values(mir: Mir) -> list[str]:
    """Return a variable's name for each operation; constants are written out and have none."""
    names: list[str] = []
    taken: set[str] = set(_TAKEN)
    for id, op in enumerate(mir.ops):
        if op.name == "item":
            names.append(output_name(mir, names, op.args[0], int(str(op.immediates[0]))))
            continue
        wish = _wish(op, names)
        name = wish if wish and wish not in taken else f"{wish or op.name}_{id}"
        taken.add(name)
        names.append(name)
    return names


def clock_suffix(clock: int) -> str:
    return "" if clock <= DECISION_CLOCK else f"_{clock}"


def _wish(op: Op, names: list[str]) -> str:
    suffix = clock_suffix(op.clock)
    first = names[op.args[0]] if op.args else ""
    match op.name:
        case "column":
            return f"{op.immediates[0]}{suffix}"
        case "bar":
            return f"bar{suffix}"
        case "units" | "float_units":
            return f"{first}_units"
        case "run":
            return f"{first}_run"
        case "previous":
            return f"{first}_before"
        case "align" | "align_mask":
            return f"{first}_seen"
        case "kernel":
            return _identifier(op.hint) or _call(op).function.removesuffix("_step")
        case "to_whole":
            return f"{first}_bars"
    return _identifier(op.hint) if op.kind is not Kind.MASK else ""


def output_name(mir: Mir, names: list[str], kernel: Id, place: int) -> str:
    """Return the variable that holds an output of a kernel's step."""
    output = _call(mir.ops[kernel]).outputs[place]
    return {"_": "_", "value": names[kernel]}.get(output, f"{names[kernel]}_{output}")


def _call(op: Op) -> KernelCall:
    call = op.immediates[1]
    assert isinstance(call, KernelCall)
    return call


def _identifier(hint: str) -> str:
    return re.sub(r"\W", "_", hint)
