"""The statements of one bar: the same text in `step`, `scan` and `gather`."""

from dataclasses import dataclass

from jtsc.codegen.names import output_name
from jtsc.codegen.state import fresh_name, ring_name, state_name
from jtsc.ir.mir import Id, Mir, Op, on_clock
from jtsc.ir.ops import ELEMENTARY
from jtsc.source import Span
from jtsc.typesys.signature import KernelCall, SlotKind
from jtsc.typesys.types import DECISION_CLOCK, NO_CLOCK

_INFIX = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "and": "&", "or": "|"}
_SUMS = {"add": "+", "sub": "-", "mul": "*"}


@dataclass(frozen=True, slots=True)
class Line:
    """A statement, and the place in the strategy that it comes from."""

    text: str
    span: Span | None = None


class Body:
    """Writes the operations of a program as statements."""

    def __init__(self, mir: Mir, names: list[str]) -> None:
        self._mir = mir
        self._names = names

    def fixed(self, *, wanted: set[Id] | None = None, checked: bool = False) -> list[Line]:
        """Return the statements of what is known before the run.

        `wanted` keeps those that are needed; `checked` refuses whole numbers that are out of bounds.
        """
        return [
            Line(f"{self._names[id]} = {self._fixed_value(op, checked)}", op.span)
            for id, op in on_clock(self._mir, NO_CLOCK)
            if op.name not in ("const", "whole", "mask") and (wanted is None or id in wanted)
        ]

    def bar(self, clock: int) -> list[Line]:
        """Return the statements of one bar of a clock, without reading its columns and without its end."""
        lines: list[Line] = []
        ringed: set[Id] = set()
        for id, op in on_clock(self._mir, clock):
            if op.name in ("delay", "delay_units") and op.args[0] not in ringed:
                ringed.add(op.args[0])
                ring = ring_name(self._names[op.args[0]])
                place = f"np.uint64({self._bar(clock)}) & {ring}_mask"
                lines.append(Line(f"{ring}[{place}] = {self.text(op.args[0])}", op.span))
            statement = self._statement(id, op)
            if statement:
                lines.append(Line(statement, op.span))
        return lines

    def end_of_bar(self, clock: int) -> list[Line]:
        """Return what is kept for the next bar."""
        lines = [
            Line(f"{self._names[id]} = {self.text(op.args[0])}")
            for id, op in on_clock(self._mir, clock)
            if op.name == "previous"
        ]
        lines += [
            Line(f"{self._names[op.args[0]]} = {self._names[id]}")
            for id, op in on_clock(self._mir, clock)
            if op.name == "fold"
        ]
        if clock == DECISION_CLOCK:
            fresh = {int(str(op.immediates[0])) for op in self._mir.ops if op.name == "fresh"}
            lines += [Line(f"{fresh_name(coarser)} = False") for coarser in sorted(fresh)]
        else:
            lines += [
                Line(f"{self._names[id]} = {self.text(op.args[0])}")
                for id, op in on_clock(self._mir, DECISION_CLOCK)
                if op.name in ("align", "align_mask") and self._mir.ops[op.args[0]].clock == clock
            ]
            if any(op.name == "fresh" and op.immediates[0] == clock for op in self._mir.ops):
                lines.append(Line(f"{fresh_name(clock)} = True"))
        bar = self._bar(clock)
        return [*lines, Line(f"{bar} = {bar} + 1")]

    def text(self, id: Id) -> str:
        """Return how a value is written: constants as they are, everything else by name."""
        op = self._mir.ops[id]
        if op.name == "const":
            value = float(str(op.immediates[0]))
            return "NA" if value != value else repr(value)
        if op.name in ("whole", "mask"):
            return repr(op.immediates[0])
        if op.name == "scale":
            return "scale"
        if op.name == "fresh":
            return fresh_name(int(str(op.immediates[0])))
        return self._names[id]

    def _bar(self, clock: int) -> str:
        return f"bar_{clock}" if clock > DECISION_CLOCK else "bar"

    def _fixed_value(self, op: Op, checked: bool) -> str:
        if op.name == "param":
            return f"params[{op.immediates[0]}]"
        if op.name == "to_whole":
            value = self.text(op.args[0])
            return (
                f"whole_number({value}, {op.immediates[0]}, {op.immediates[1]})"
                if checked
                else f"int({value})"
            )
        return self._value(op)

    def _statement(self, id: Id, op: Op) -> str:
        name = self._names[id]
        if op.name in ("column", "bar", "scale", "previous", "held", "align", "align_mask", "fresh", "item"):
            return ""
        if op.name == "run":
            source = self.text(op.args[0])
            return f"{name} = {name} + 1 if {source} == {source} else 0"
        if op.name == "kernel":
            return self._kernel(id, op)
        return f"{name} = {self._value(op)}"

    def _kernel(self, id: Id, op: Op) -> str:
        call = op.immediates[1]
        assert isinstance(call, KernelCall)
        given = iter(op.args)
        arguments = []
        for slot in call.slots:
            if slot.kind in (SlotKind.INT, SlotKind.FLOAT, SlotKind.INTS, SlotKind.FLOATS):
                arguments.append(state_name(self._names[id], slot.name))
            else:
                arguments.append(self.text(next(given)))
        outputs = [output_name(self._mir, self._names, id, place) for place in range(len(call.outputs))]
        state = [state_name(self._names[id], slot.name) for slot in call.state]
        return f"{', '.join([*outputs, *state])} = {call.function}({', '.join(arguments)})"

    def _value(self, op: Op) -> str:
        args = [self.text(arg) for arg in op.args]
        if op.name in _INFIX:
            return f"{args[0]} {_INFIX[op.name]} {args[1]}"
        if op.name in _SUMS:
            return f"finite({args[0]} {_SUMS[op.name]} {args[1]})"
        if op.name in ELEMENTARY:
            return f"{op.name}_of({', '.join(args)})"
        match op.name:
            case "fold":
                held, first, following, restart = args
                follows = f"{following} if {following} == {following} else {held}"
                begins = f"{self._bar(op.clock)} == 0"
                begins = begins if restart == "False" else f"{begins} or {restart}"
                return f"{first} if {begins} else ({follows})"
            case "div":
                return f"quotient({args[0]}, {args[1]})"
            case "neg":
                return f"-{args[0]}"
            case "and_not":
                return f"{args[0]} & (not {args[1]})"
            case "select":
                return f"{args[2]} if {args[0]} else ({args[3]} if {args[1]} else NA)"
            case "units":
                return f"int(np.rint({args[0]} * scale)) if {args[0]} == {args[0]} else 0"
            case "float_units":
                return f"np.rint({args[0]} * scale)"
        ring, bar = ring_name(args[0]), self._bar(op.clock)
        # Unsigned, so that numba adds no test for negative indices.
        past = f"{ring}[np.uint64({bar} + len({ring}) - {args[1]}) & {ring}_mask]"
        return past if op.name == "delay_units" else f"{past} if {bar} >= {args[1]} else NA"
