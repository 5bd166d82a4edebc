"""Conditions in three-valued logic: each becomes two masks, where it is true and where it is false.

What depends on the account may be either: its masks say where it could be true, and where it could be false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jtsc.ir import hir
from jtsc.ir.mir import Id, Kind
from jtsc.source import Span
from jtsc.typesys.types import DECISION_CLOCK, NO_CLOCK, Stage, Unit

if TYPE_CHECKING:
    from jtsc.passes.lower import Lowering

# Operator -> operation where it is true, where it is false. Each is false beside na.
_COMPARISONS = {"<": ("lt", "ge"), "<=": ("le", "gt"), ">": ("gt", "le"), ">=": ("ge", "lt")}


# Conditions that say something of where they are possible, from what their operands say.
_JOINED = (hir.Reference, hir.Logical, hir.Negation)


class Truth(NamedTuple):
    """Where a condition is true and where it is false; na is neither."""

    true: Id
    false: Id


class LowerConditions:
    def __init__(self, lowering: Lowering) -> None:
        self._in = lowering

    def lower(self, expr: hir.Expr) -> Truth:
        if expr.type.stage is Stage.ACCOUNT and not isinstance(expr, _JOINED):
            possible = self._in.op("mask", Kind.MASK, NO_CLOCK, (), (True,))
            return Truth(possible, possible)
        match expr:
            case hir.Reference():
                return self._in.truth(expr)
            case hir.Constant():
                return self._constant(bool(expr.value))
            case hir.Comparison():
                return self._comparison(expr)
            case hir.Within():
                number = self._in.number
                operand, low, high = number(expr.operand), number(expr.low), number(expr.high)
                above = self._compare(">=", operand, low, expr.span)
                below = self._compare("<=", operand, high, expr.span)
                inside = self._and(above, below, expr.span)
                if expr.operand.type.unit is not Unit.TIME:
                    return inside
                # Times wrap midnight: from 22:00 to 02:00 is after the one or before the other.
                wraps = self._compare(">", low, high, expr.span)
                around = self._and(wraps, self._or(above, below, expr.span), expr.span)
                return self._or(inside, around, expr.span)
            case hir.Logical(operator="AND"):
                return self._and(self._in.truth(expr.left), self._in.truth(expr.right), expr.span)
            case hir.Logical():
                return self._or(self._in.truth(expr.left), self._in.truth(expr.right), expr.span)
            case hir.Negation():
                true, false = self._in.truth(expr.operand)
                return Truth(false, true)
            case hir.Crossing():
                return self._crossing(expr)
            case hir.History():
                return self._history(expr)
            case hir.Choice():
                condition = self._in.truth(expr.condition)
                then, otherwise = self._in.truth(expr.then), self._in.truth(expr.otherwise)
                chosen = self._and(condition, then, expr.span)
                other = self._and(Truth(condition.false, condition.true), otherwise, expr.span)
                false = self._mask(
                    "or",
                    self._mask("and", condition.true, then.false, expr.span),
                    self._mask("and", condition.false, otherwise.false, expr.span),
                    expr.span,
                )
                return Truth(self._mask("or", chosen.true, other.true, expr.span), false)
        raise TypeError(f"{type(expr).__name__} is no condition")

    def _constant(self, value: bool) -> Truth:
        def mask(value: bool) -> Id:
            return self._in.op("mask", Kind.MASK, NO_CLOCK, (), (value,))

        return Truth(mask(value), mask(not value))

    def _comparison(self, expr: hir.Comparison) -> Truth:
        if expr.left.type.unit is Unit.BOOL:
            left, right = self._in.truth(expr.left), self._in.truth(expr.right)
            same = self._or(
                self._and(left, right, expr.span),
                self._and(Truth(left.false, left.true), Truth(right.false, right.true), expr.span),
                expr.span,
            )
            return same if expr.operator == "==" else Truth(same.false, same.true)
        left_id, right_id = self._in.number(expr.left), self._in.number(expr.right)
        return self._compare(expr.operator, left_id, right_id, expr.span)

    def _compare(self, operator: str, left: Id, right: Id, span: Span) -> Truth:
        left, right, clock = self._in.together(left, right)

        def mask(name: str) -> Id:
            return self._in.op(name, Kind.MASK, clock, (left, right), (), span)

        if operator in _COMPARISONS:
            true, false = _COMPARISONS[operator]
            return Truth(mask(true), mask(false))
        # IEEE's `!=` is true beside NaN: unequal is less or greater.
        unequal = self._in.op("or", Kind.MASK, clock, (mask("lt"), mask("gt")), (), span)
        return Truth(mask("eq"), unequal) if operator == "==" else Truth(unequal, mask("eq"))

    def _and(self, left: Truth, right: Truth, span: Span) -> Truth:
        return Truth(
            self._mask("and", left.true, right.true, span), self._mask("or", left.false, right.false, span)
        )

    def _or(self, left: Truth, right: Truth, span: Span) -> Truth:
        return Truth(
            self._mask("or", left.true, right.true, span), self._mask("and", left.false, right.false, span)
        )

    def _mask(self, name: str, left: Id, right: Id, span: Span | None) -> Id:
        clocks = {self._in.builder[id].clock for id in (left, right)} - {NO_CLOCK}
        clock = clocks.pop() if len(clocks) == 1 else DECISION_CLOCK if clocks else NO_CLOCK
        args = (self._in.at_mask(left, clock), self._in.at_mask(right, clock))
        return self._in.op(name, Kind.MASK, clock, args, (), span)

    def _crossing(self, expr: hir.Crossing) -> Truth:
        left, right, clock = self._in.together(self._in.number(expr.left), self._in.number(expr.right))
        beyond, short = _COMPARISONS[">" if expr.direction == "above" else "<"]

        def mask(name: str) -> Id:
            return self._in.op(name, Kind.MASK, clock, (left, right), (), expr.span)

        def previous(id: Id) -> Id:
            return self._in.op("previous", Kind.MASK, clock, (id,), (), expr.span)

        now, before = Truth(mask(beyond), mask(short)), Truth(previous(mask(beyond)), previous(mask(short)))
        known_now = self._mask("or", now.true, now.false, expr.span)
        known = self._mask(
            "and", known_now, self._mask("or", before.true, before.false, expr.span), expr.span
        )
        crossed = self._mask("and", before.false, now.true, expr.span)
        if clock != DECISION_CLOCK:
            # Of two series of a coarser clock: true only at the first decision that sees the bar.
            fresh = self._in.op("fresh", Kind.MASK, DECISION_CLOCK, (), (clock,), expr.span)
            crossed = self._mask("and", self._in.at_mask(crossed, DECISION_CLOCK), fresh, expr.span)
            known = self._in.at_mask(known, DECISION_CLOCK)
        return Truth(crossed, self._mask("and_not", known, crossed, expr.span))

    def _history(self, expr: hir.History) -> Truth:
        bars = self._in.whole(expr.bars, 0)

        def delayed(id: Id) -> Id:
            clock = self._in.builder[id].clock
            one, none = (self._in.op("const", Kind.FLOAT, NO_CLOCK, (), (value,)) for value in (1.0, 0.0))
            off = self._in.op("mask", Kind.MASK, NO_CLOCK, (), (True,))
            value = self._in.op("select", Kind.FLOAT, clock, (id, off, one, none), (), expr.span)
            past = self._in.op("delay", Kind.FLOAT, clock, (value, bars), (), expr.span)
            return self._in.op("eq", Kind.MASK, clock, (past, one), (), expr.span)

        true, false = self._in.truth(expr.operand)
        return Truth(delayed(true), delayed(false))
