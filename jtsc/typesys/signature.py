"""Signatures of the built-ins, as the prelude declares them."""

from dataclasses import dataclass, field
from enum import StrEnum

from jtsc.syntax.ast import Expr
from jtsc.typesys.types import Unit


class ParameterKind(StrEnum):
    """What may stand for a parameter; a unit's name stands for itself."""

    SERIES = "series"  # any numeric series; the result may take its unit
    WINDOW = "window"  # a whole number >= 1, constant or parameter
    NUMBER = "number"
    RATIO = "ratio"
    DURATION = "duration"
    VALUE = "value"  # any number with a unit, of the market or fixed
    TEXT = "text"  # one of the texts that the prelude lists, constant or parameter


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: ParameterKind
    default: Expr | None  # as written in the prelude
    texts: tuple[str, ...] = ()


class SlotKind(StrEnum):
    """What the caller of a kernel's step passes at a place."""

    INPUT = "input"  # a series, or a parameter's value
    UNITS = "units"  # a price series in whole grid units
    FLOAT_UNITS = "float_units"  # the same held in a float
    LEAVING = "leaving"  # the source as it was `length` bars ago
    RUN = "run"  # consecutive values of the source that are not na, this one included
    BAR = "bar"  # the bar's number, from 0
    SCALE = "scale"  # grid units per 1.0 of price
    INT = "int"  # state, handed back
    FLOAT = "float"
    INTS = "ints"  # state array of a power of two >= `length`
    FLOATS = "floats"


@dataclass(frozen=True, slots=True)
class Slot:
    kind: SlotKind
    name: str


@dataclass(frozen=True, slots=True)
class KernelCall:
    """How a step is called: `outputs... , new scalar state... = function(slots...)`; output `_` is unused."""

    function: str
    slots: tuple[Slot, ...]
    outputs: tuple[str, ...]

    @property
    def state(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind in (SlotKind.INT, SlotKind.FLOAT))

    @property
    def arrays(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind in (SlotKind.INTS, SlotKind.FLOATS))


@dataclass(frozen=True, slots=True)
class Kernel:
    """The machine behind an indicator. `grid` is the form for price columns, exact in integer grid units."""

    module: str  # below stdlib.kernels
    inputs: tuple[str, ...]  # columns, or parameters that hold series
    step: KernelCall
    grid: KernelCall | None
    length: Expr | None  # of windows and state arrays, in bars (a duration: in time)
    defined: Expr  # bars before the first value
    settled: Expr  # bars before the start's weight is below 1e-6
    sessions: Expr | None  # trading days a value looks at, its own included; None where it knows of none


@dataclass(frozen=True, slots=True)
class Signature:
    """A built-in. `results` has one entry named "" for a plain value; a unit of None is the source's."""

    name: str
    category: str  # column figure ledger value constant fn math cross indicator member account
    doc: str
    parameters: tuple[Parameter, ...] = ()
    results: tuple[tuple[str, Unit | None], ...] = ()
    kernel: Kernel | None = None
    body: Expr | None = None
    declared_in: str = field(default="", compare=False)
