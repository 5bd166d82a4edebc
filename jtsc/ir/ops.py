"""The table of MIR operations: what each takes and gives.

Fixed operations (constants, parameters and arithmetic over them) have no clock; `align*` take a value of a
coarser clock to the decision clock; every other operation stands on the clock of its arguments.
"""

from dataclasses import dataclass

from jtsc.ir.mir import Kind

F, W, M = Kind.FLOAT, Kind.WHOLE, Kind.MASK


@dataclass(frozen=True, slots=True)
class OpRule:
    """`takes` is None for a kernel, whose call says it; `gives` is None where the operation says."""

    takes: tuple[Kind, ...] | None
    gives: Kind | None
    immediates: int = 0
    crosses_clocks: bool = False
    has_state: bool = False


# Elementary functions, and how many operands each has.
ELEMENTARY = dict.fromkeys(("abs", "floor", "ceil", "round", "sign", "sqrt", "log", "exp"), 1)
ELEMENTARY |= dict.fromkeys(("max", "min", "mod", "pow"), 2)
OPS: dict[str, OpRule] = {
    # Fixed
    "const": OpRule((), F, 1),
    "whole": OpRule((), W, 1),
    "param": OpRule((), F, 1),  # index into the parameters
    "to_whole": OpRule((F,), W, 2),  # least and most that it may be; the run refuses others
    # The bar
    "column": OpRule((), None, 1),  # name
    "bar": OpRule((), W),  # number of the bar on its clock, from 0
    "scale": OpRule((), F),  # grid units per 1.0 of price, of the symbol
    "units": OpRule((F,), W),  # a price in grid units; 0 for na
    "float_units": OpRule((F,), F),  # the same in a float; na stays
    # The past
    "run": OpRule((F,), W, has_state=True),  # consecutive values that are not na
    "delay": OpRule((F, W), F, has_state=True),  # the value so many bars ago; na before the first bar
    "delay_units": OpRule((W, W), W, has_state=True),  # the same of grid units; 0 before the first bar
    "previous": OpRule((M,), M, has_state=True),  # the mask one bar ago; false at the first bar
    "kernel": OpRule(
        None, Kind.TUPLE, 3, has_state=True
    ),  # module, call, unit of the arrays' length (last arg)
    "item": OpRule((Kind.TUPLE,), F, 1),  # which output
    # Arithmetic: na in, na out; no infinities; x / 0 is na
    "add": OpRule((F, F), F),
    "sub": OpRule((F, F), F),
    "mul": OpRule((F, F), F),
    "div": OpRule((F, F), F),
    "neg": OpRule((F,), F),
    **{name: OpRule((F,) * operands, F) for name, operands in ELEMENTARY.items()},
    # Folds
    "held": OpRule((), F, 1, has_state=True),  # number of the fold: its value at the bar before
    "fold": OpRule((F, F, F, M), F),  # what it held, its first value, its next, where it starts anew
    # Masks
    "lt": OpRule((F, F), M),
    "le": OpRule((F, F), M),
    "gt": OpRule((F, F), M),
    "ge": OpRule((F, F), M),
    "eq": OpRule((F, F), M),
    "and": OpRule((M, M), M),
    "or": OpRule((M, M), M),
    "and_not": OpRule((M, M), M),
    "mask": OpRule((), M, 1),  # a constant
    "select": OpRule((M, M, F, F), F),  # where true, where false, then, otherwise
    # Clocks
    "align": OpRule((F,), F, crosses_clocks=True, has_state=True),
    "align_mask": OpRule((M,), M, crosses_clocks=True, has_state=True),
    "fresh": OpRule(
        (), M, 1, crosses_clocks=True, has_state=True
    ),  # a bar of that clock is seen for the first time
}
