"""Bugs to plant in the compiler, one at a time: each is a function that makes one place of it wrong."""

import math
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

import jtsc.codegen.emit_python
import jtsc.passes
import runtime.backtest.cross_sections
from jtsc.ir import hir
from jtsc.ir.mir import Builder, Id, Kind, Mir, Op, rebuild
from jtsc.passes import PASSES
from jtsc.passes.lower_conditions import LowerConditions, Truth
from jtsc.typesys.types import NO_CLOCK, Unit

Plant = Callable[[pytest.MonkeyPatch], None]


def _in_mir(rewrite: Callable[[Op, Builder], Id]) -> Plant:
    """Rewrite the program after the last pass."""
    passes = (*PASSES, ("planted", lambda mir: rebuild(mir, rewrite)))
    return lambda patch: patch.setattr(jtsc.passes, "PASSES", passes)


def _renamed(old: str, new: str) -> Plant:
    return _in_mir(lambda op, builder: builder.add(replace(op, name=new) if op.name == old else op))


def _in_text(old: str, new: str) -> Plant:
    """Change what is emitted."""
    emit = jtsc.codegen.emit_python.emit_python

    def wrong(*args, **options):
        emitted = emit(*args, **options)
        return replace(emitted, text=emitted.text.replace(old, new))

    return lambda patch: patch.setattr(jtsc.codegen.emit_python, "emit_python", wrong)


def _in_conditions(kind: type[hir.Node], change: Callable[[hir.Expr], hir.Expr]) -> Plant:
    """Lower another condition than the one that stands there."""
    lower = LowerConditions.lower
    return lambda patch: patch.setattr(
        LowerConditions,
        "lower",
        lambda self, expr: lower(self, change(expr) if isinstance(expr, kind) else expr),
    )


def _in_kernel(module: str, name: str, wrong: Callable[[Callable], Callable]) -> Plant:
    """Let emitted code import another step; `wrong` is given the right one."""
    home = import_module(f"stdlib.kernels.{module}")
    return lambda patch: patch.setattr(home, name, wrong(getattr(home, name)))


def _fixed(builder: Builder, name: str, kind: Kind, value: float) -> Id:
    return builder.add(Op(name, kind, NO_CLOCK, (), (value,)))


def _longer_delay(name: str) -> Plant:
    def rewrite(op: Op, builder: Builder) -> Id:
        if op.name == name and builder[op.args[1]].name == "whole":
            later = int(builder[op.args[1]].immediates[0]) + 1
            op = replace(op, args=(op.args[0], _fixed(builder, "whole", Kind.WHOLE, later)))
        return builder.add(op)

    return _in_mir(rewrite)


def _never_anew(op: Op, builder: Builder) -> Id:
    if op.name == "fold":
        op = replace(op, args=(*op.args[:3], _fixed(builder, "mask", Kind.MASK, False)))
    return builder.add(op)


def _else_beside_na(op: Op, builder: Builder) -> Id:
    if op.name == "select":
        always = _fixed(builder, "mask", Kind.MASK, True)
        op = replace(op, args=(op.args[0], always, *op.args[2:]))
    return builder.add(op)


def _always_fresh(op: Op, builder: Builder) -> Id:
    return _fixed(builder, "mask", Kind.MASK, True) if op.name == "fresh" else builder.add(op)


def _not_of_na_is_true(patch: pytest.MonkeyPatch) -> None:
    lower = LowerConditions.lower

    def wrong(self: LowerConditions, expr: hir.Expr) -> Truth:
        if not isinstance(expr, hir.Negation):
            return lower(self, expr)
        operand = self._in.truth(expr.operand)
        clock = self._in.builder[operand.true].clock
        always = self._in.op("mask", Kind.MASK, NO_CLOCK, (), (True,))
        return Truth(self._in.op("and_not", Kind.MASK, clock, (always, operand.true)), operand.true)

    patch.setattr(LowerConditions, "lower", wrong)


def _swapped_folding(patch: pytest.MonkeyPatch) -> None:
    table = import_module("jtsc.passes.fold_constants")._ARITHMETIC
    patch.setitem(table, "sub", lambda left, right: right - left)


def _wrong_mask_algebra(patch: pytest.MonkeyPatch) -> None:
    home = import_module("jtsc.passes.simplify_masks")
    known = home._known
    patch.setattr(home, "_known", lambda op: None if known(op) is None else True)


def _merged_clocks(patch: pytest.MonkeyPatch) -> None:
    """Take columns of one name for one column, whatever their timeframe."""
    add = Builder.add

    def wrong(self: Builder, op: Op) -> Id:
        same = [id for id, other in enumerate(self._ops) if other.name == op.name == "column"]
        same = [id for id in same if self._ops[id].immediates == op.immediates]
        return same[0] if same and self._ops[same[0]].clock == op.clock - 1 else add(self, op)

    patch.setattr(Builder, "add", wrong)


def _reversed_payloads(patch: pytest.MonkeyPatch) -> None:
    def wrong(mir: Mir) -> Mir:
        own = len(mir.payloads) - len(mir.crosses)
        return replace(mir, payloads=(*reversed(mir.payloads[:own]), *mir.payloads[own:]))

    patch.setattr(jtsc.passes, "PASSES", (*PASSES, ("planted", wrong)))


def _open_interval(expr: hir.Within) -> hir.Expr:
    low = hir.Comparison(expr.span, expr.type, "<=", expr.low, expr.operand)
    high = hir.Comparison(expr.span, expr.type, "<", expr.operand, expr.high)
    return hir.Logical(expr.span, expr.type, "AND", low, high)


def _within_one_day(expr: hir.Within) -> hir.Expr:
    operand = replace(expr.operand, type=expr.operand.type.with_unit(Unit.NUMBER))
    return replace(expr, operand=operand)


def _other_way(expr: hir.Crossing) -> hir.Expr:
    return replace(expr, direction="below" if expr.direction == "above" else "above")


def _ties_at_the_end(patch: pytest.MonkeyPatch) -> None:
    right = runtime.backtest.cross_sections.rank

    def wrong(values, slot):
        return right(values[::-1], slot[::-1])[::-1]

    patch.setitem(runtime.backtest.cross_sections._FUNCTIONS, "rank", wrong)


def _ema_of_half_weight(right: Callable) -> Callable:
    return lambda x, seen, value, period: right(x, seen, value, 2 * period - 1 if seen >= period else period)


def _atr_without_gaps(right: Callable) -> Callable:
    return lambda high, low, close, seen, before, value, period: right(
        high, low, close, seen, min(max(before, low), high), value, period
    )


def _one_more(right: Callable) -> Callable:
    """A window that is one bar too long."""
    return lambda *given: right(*given[:-1], given[-1] + 1)


def _of_a_sample(right: Callable) -> Callable:
    def wrong(*given):
        deviation, *rest = right(*given)
        period = given[-2]
        return (deviation * math.sqrt(period / max(period - 1, 1)), *rest)

    return wrong


def _never_na(right: Callable) -> Callable:
    return lambda *given: tuple(0.0 if np.isnan(value) else value for value in right(*given))


def _infinite(right: Callable) -> Callable:
    return lambda x, y: right(x, y) if y != 0.0 or x != x else math.inf


PLANTS: dict[str, Plant] = {
    "lower: minus for plus": _renamed("add", "sub"),
    "lower: < for <=": _renamed("le", "lt"),
    "lower: history one bar too old": _longer_delay("delay"),
    "lower: a window of grid prices lets go too late": _longer_delay("delay_units"),
    "lower: if of na takes else": _in_mir(_else_beside_na),
    "lower: since session never starts anew": _in_mir(_never_anew),
    "lower_conditions: NOT na is true": _not_of_na_is_true,
    "lower_conditions: above and below swapped": _in_conditions(hir.Crossing, _other_way),
    "lower_conditions: between leaves out its end": _in_conditions(hir.Within, _open_interval),
    "lower_conditions: times do not wrap midnight": _in_conditions(hir.Within, _within_one_day),
    "lower_conditions: a coarser cross is true again": _in_mir(_always_fresh),
    "fold_constants: a difference the other way round": _swapped_folding,
    "simplify_masks: false taken for true": _wrong_mask_algebra,
    "builder: columns of two timeframes are one": _merged_clocks,
    "drop_unused: payloads in another order": _reversed_payloads,
    "emit: a coarser bar is seen before its end": _in_text("_1[row]:", "_1[row] + 1:"),
    "emit: halted rows are taken in": _in_text("if halted[row]:", "if halted[row] and bar % 2:"),
    "emit: what a coarser timeframe showed is forgotten": _in_text("row_1 += 1", "row_1 += 2"),
    "emit: x / 0 is infinite": _in_kernel("exact.finite", "quotient", _infinite),
    "kernel: EMA with another weight": _in_kernel("average.ema", "ema_step", _ema_of_half_weight),
    "kernel: ATR without gaps": _in_kernel("volatility.atr", "atr_step", _atr_without_gaps),
    "kernel: HIGHEST over one bar more": _in_kernel("extrema.highest", "highest_step", _one_more),
    "kernel: STDDEV of a sample": _in_kernel("volatility.stddev", "stddev_step", _of_a_sample),
    "kernel: RSI is 0 where it is na": _in_kernel("momentum.rsi", "rsi_step", _never_na),
    "cross_sections: of equals the last is first": _ties_at_the_end,
}
