"""What a program remembers from bar to bar, and where in the state's words it stands."""

from dataclasses import dataclass
from enum import StrEnum

from jtsc.codegen.names import clock_suffix
from jtsc.ir.mir import Id, Kind, Mir
from jtsc.typesys.signature import KernelCall, SlotKind


class Cell(StrEnum):
    """How a scalar of the state is held; a latch is a float that starts as na."""

    FLOAT = "float"
    INT = "int"
    MASK = "mask"
    LATCH = "latch"


@dataclass(frozen=True, slots=True)
class Scalar:
    name: str
    cell: Cell
    clock: int  # whose step changes it
    latched: str = ""  # of a latch: the coarser clock's value that it keeps


@dataclass(frozen=True, slots=True)
class Array:
    """`length` is the id of the number it must hold; `extra` bars are added, in `unit` "bars" or "time"."""

    name: str
    is_whole: bool
    clock: int
    length: tuple[Id, ...]  # the greatest counts
    extra: int
    unit: str


@dataclass(frozen=True, slots=True)
class State:
    scalars: tuple[Scalar, ...]
    arrays: tuple[Array, ...]

    def word(self, name: str) -> int:
        return next(place for place, scalar in enumerate(self.scalars) if scalar.name == name)


def plan_state(mir: Mir, names: list[str]) -> State:
    """Return the state of a program: values delayed by several lengths share one ring."""
    scalars: dict[str, Scalar] = {}
    rings: dict[Id, Array] = {}
    arrays: list[Array] = []

    def scalar(name: str, cell: Cell, clock: int, latched: str = "") -> None:
        scalars.setdefault(name, Scalar(name, cell, clock, latched))

    for clock in range(mir.clocks):
        scalar(bar_name(clock), Cell.INT, clock)
    for id, op in enumerate(mir.ops):
        match op.name:
            case "run":
                scalar(names[id], Cell.INT, op.clock)
            case "held":
                scalar(names[id], Cell.LATCH, op.clock)
            case "previous":
                scalar(names[id], Cell.MASK, op.clock)
            case "delay" | "delay_units":
                source, length = op.args
                known = rings.get(source)
                lengths = (*known.length, length) if known else (length,)
                rings[source] = Array(
                    ring_name(names[source]), op.kind is Kind.WHOLE, op.clock, lengths, 1, "bars"
                )
            case "kernel":
                call = op.immediates[1]
                assert isinstance(call, KernelCall)
                for slot in call.state:
                    cell = Cell.INT if slot.kind is SlotKind.INT else Cell.FLOAT
                    scalar(state_name(names[id], slot.name), cell, op.clock)
                for slot in call.arrays:
                    whole = slot.kind is SlotKind.INTS
                    name = state_name(names[id], slot.name)
                    arrays.append(Array(name, whole, op.clock, (op.args[-1],), 0, str(op.immediates[2])))
            case "align" | "align_mask":
                cell = Cell.LATCH if op.name == "align" else Cell.MASK
                scalar(names[id], cell, mir.ops[op.args[0]].clock, names[op.args[0]])
            case "fresh":
                scalar(fresh_name(int(str(op.immediates[0]))), Cell.MASK, int(str(op.immediates[0])))
    return State(tuple(scalars.values()), (*rings.values(), *arrays))


def bar_name(clock: int) -> str:
    return f"bar{clock_suffix(clock)}"


def ring_name(value: str) -> str:
    return f"{value}_ring"


def state_name(kernel: str, slot: str) -> str:
    return f"{kernel}_{slot}"


def fresh_name(clock: int) -> str:
    return f"fresh_{clock}"
