"""Indicators: what their kernels are given. Over price columns the exact form on the grid is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtsc.ir import hir
from jtsc.ir.mir import Id, Kind
from jtsc.syntax.literals import LONGEST_NS
from jtsc.typesys.signature import KernelCall, ParameterKind, Slot, SlotKind
from jtsc.typesys.types import NO_CLOCK

if TYPE_CHECKING:
    from jtsc.passes.lower import Lowering

_ON_GRID = frozenset({"open", "high", "low", "close"})
_STATE = (SlotKind.INT, SlotKind.FLOAT, SlotKind.INTS, SlotKind.FLOATS)


def lower_indicator(expr: hir.Indicator, output: str, hint: str, lowering: Lowering) -> Id:
    """Return one output of an indicator; all outputs of a call share one kernel operation."""
    kernel = expr.signature.kernel
    assert kernel is not None
    first = lowering.resolved(expr.inputs[0])
    exact = kernel.grid is not None and isinstance(first, hir.Column) and first.name in _ON_GRID
    call = kernel.grid if exact and kernel.grid is not None else kernel.step
    *inputs, clock = lowering.together(*(lowering.number(each) for each in expr.inputs))
    given = _Given(expr, dict(zip(kernel.inputs, inputs, strict=True)), clock, exact, lowering)
    args = tuple(given.slot(slot, call) for slot in call.slots if slot.kind not in _STATE)
    unit = ""
    if call.arrays:
        args += (given.length(),)
        unit = given.length_unit()
    immediates = (kernel.module, call, unit)
    step = lowering.op(
        "kernel", Kind.TUPLE, clock, args, immediates, expr.span, hint.removesuffix(f".{output}")
    )
    place = call.outputs.index(output or "value")
    return lowering.op("item", Kind.FLOAT, clock, (step,), (place,), expr.span, hint)


class _Given:
    def __init__(
        self, expr: hir.Indicator, inputs: dict[str, Id], clock: int, exact: bool, lowering: Lowering
    ) -> None:
        self._expr = expr
        self._inputs = inputs
        self._clock = clock
        self._exact = exact
        self._in = lowering

    def slot(self, slot: Slot, call: KernelCall) -> Id:
        """Return what stands at a place of the call."""
        lowering, clock, span = self._in, self._clock, self._expr.span
        match slot.kind:
            case SlotKind.INPUT:
                return self._inputs[slot.name] if slot.name in self._inputs else self._argument(slot.name)
            case SlotKind.UNITS:
                return lowering.op("units", Kind.WHOLE, clock, (self._source(),), (), span)
            case SlotKind.FLOAT_UNITS:
                return lowering.op("float_units", Kind.FLOAT, clock, (self._source(),), (), span)
            case SlotKind.LEAVING:
                windowed = self.slot(call.slots[0], call)
                kind = lowering.builder[windowed].kind
                name = "delay_units" if kind is Kind.WHOLE else "delay"
                return lowering.op(name, kind, clock, (windowed, self.length()), (), span)
            case SlotKind.RUN:
                return lowering.op("run", Kind.WHOLE, clock, (self._source(),), (), span)
            case SlotKind.BAR:
                return lowering.op("bar", Kind.WHOLE, clock)
            case SlotKind.SCALE if self._exact:
                return lowering.op("scale", Kind.FLOAT, clock)
            case SlotKind.SCALE:
                return lowering.op("const", Kind.FLOAT, NO_CLOCK, (), (1.0,))
        raise TypeError(f"{slot.kind} is state, not an argument")

    def length(self) -> Id:
        """Return the number of bars of windows and state arrays."""
        kernel = self._expr.signature.kernel
        assert kernel is not None
        assert kernel.length is not None
        return self._argument(kernel.length.id)  # type: ignore[union-attr]

    def length_unit(self) -> str:
        """Return "bars" or "time": what the length counts."""
        kernel = self._expr.signature.kernel
        kinds = {parameter.name: parameter.kind for parameter in self._expr.signature.parameters}
        name = kernel.length.id  # type: ignore[union-attr]
        return "time" if kinds[name] is ParameterKind.DURATION else "bars"

    def _source(self) -> Id:
        return next(iter(self._inputs.values()))

    def _argument(self, name: str) -> Id:
        kinds = {parameter.name: parameter.kind for parameter in self._expr.signature.parameters}
        value = self._expr.arguments[name]
        if kinds[name] is ParameterKind.WINDOW:
            return self._in.whole(value, 1)
        if kinds[name] is ParameterKind.DURATION:
            return self._in.whole(value, 1, LONGEST_NS)
        return self._in.number(value)
