"""Readable, unique names for the values of a program."""

import builtins
import keyword
import re
import unicodedata

from jtsc.ir.mir import Id, Kind, Mir, Op
from jtsc.ir.ops import OPS
from jtsc.typesys.signature import KernelCall
from jtsc.typesys.types import DECISION_CLOCK

# Names that emitted modules use for themselves.
_OWN = """
    _ ABI NA np ints words layout numbers times params given fired payload scratch scale scales symbol
    row block end word flags eights pack_flags bits first last starts halted word_starts out clock_ns
    kernel scan_symbols gather_symbol columns views finite quotient step peek scan gather settle warmup
    new_state offsets whole_number power_of_two bars_within ema_tail trading_days wilder_tail watch
    watch_symbols max_of min_of abs_of mod_of floor_of ceil_of round_of sign_of sqrt_of log_of exp_of pow_of
"""
_TAKEN = frozenset({*keyword.kwlist, *dir(builtins), *_OWN.split()})
_NUMBERED = frozenset({*OPS, "bar", "fresh", "row", "rule", "seen", "starts", "step"})


def name_values(mir: Mir) -> list[str]:
    """Return a variable's name for each operation; constants are written out and have none."""
    names: list[str] = []
    taken = {*_TAKEN, *(_call(op).function for op in mir.ops if op.name == "kernel")}
    endings = _derived_endings(mir)
    for id, op in enumerate(mir.ops):
        if op.name == "item":
            names.append(output_name(mir, names, op.args[0], int(str(op.immediates[0]))))
            continue
        wish = _wish(op, names)
        chosen = bool(op.hint) and wish == _identifier(op.hint)
        free = wish and wish not in taken and not (chosen and _looks_derived(wish, taken, endings))
        name = wish if free else f"{wish or op.name}_v{id}"
        while name in taken:
            name += "_"
        taken.add(name)
        if op.name == "kernel":  # what it carries is named after it: no other value may be
            taken |= {f"{name}_{slot.name}" for slot in _call(op).slots}
        names.append(name)
    return names


def _derived_endings(mir: Mir) -> set[str]:
    calls = [_call(op) for op in mir.ops if op.name == "kernel"]
    parts = {part for call in calls for part in (*call.outputs, *(slot.name for slot in call.slots))}
    return {*parts, "ring", "ring_mask", "column", "units", "run", "before", "seen", "bars"}


def _looks_derived(wish: str, taken: set[str], endings: set[str]) -> bool:
    # Some names are made of others (`close_ring`, `ema_average`) or of numbers (`row_1`); a strategy's own
    # name must not meet one of them.
    stem, _, number = wish.rpartition("_")
    if stem in _NUMBERED and number.lstrip("v").isdigit():
        return True
    return any(
        wish == f"{name}_{ending}" or name == f"{wish}_{ending}" for ending in endings for name in taken
    )


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
    # Python takes compatible characters for equal ones, and not every letter of ours for a letter.
    name = re.sub(r"\W", "_", unicodedata.normalize("NFKC", hint))
    return name if name.isidentifier() else ""
