"""A checked program read aloud: the value of any expression of it at any bar of one symbol.

Nothing is compiled, nothing is carried: each value is made from its definition, of all bars up to its own.
None is na.
"""

from collections.abc import Mapping

from jtsc.ir import hir
from jtsc.typesys.types import DECISION_CLOCK, Unit
from tests.oracles.interpreter.arithmetic import arithmetic, elementary
from tests.oracles.interpreter.cross_sections import FUNCTIONS
from tests.oracles.interpreter.history import History
from tests.oracles.interpreter.indicators import indicator
from tests.oracles.interpreter.logic import both, compared, crossed, either, negated, time_within, within

Value = float | bool | dict[str, float] | None


class Evaluation:
    """One program over the history of one symbol, with the values of its parameters.

    `everyone` holds the evaluations of all symbols in the universe's order, this one among them.
    """

    def __init__(
        self,
        program: hir.Program,
        history: History,
        parameters: Mapping[str, float],
        everyone: "list[Evaluation]",
    ) -> None:
        self.program = program
        self.history = history
        self._parameters = parameters
        self._everyone = everyone
        self._bars = {moment: bar for bar, moment in enumerate(history.moments)}
        self._values: dict[int, list[Value]] = {}  # of an expression, by its identity: a value a bar
        self._seen: dict[tuple[int, int], list[Value]] = {}  # of an expression on a clock
        self._folds: dict[int, list[Value]] = {}  # by the number of the fold

    def decisions(self, expr: hir.Expr) -> list[Value]:
        """Return the value at each bar of the decision clock."""
        return [self.seen_at(expr, DECISION_CLOCK, bar) for bar in range(self.history.bars)]

    def fixed(self, expr: hir.Expr) -> float:
        """Return what is the same at every bar."""
        value = self._made(expr, 0)
        assert isinstance(value, float | int)
        return value

    def seen_at(self, expr: hir.Expr, clock: int, bar: int) -> Value:
        """Return what a bar of `clock` sees: of a coarser clock, the value at its last bar that ended."""
        if expr.type.is_fixed:
            return self._made(expr, bar)
        if expr.type.clock == clock:
            return self._at(expr, bar)
        assert clock == DECISION_CLOCK
        ended = self.history.seen[expr.type.clock][bar]
        return self._at(expr, ended - 1) if ended else None

    def up_to(self, expr: hir.Expr, clock: int, bar: int) -> list[Value]:
        """Return what all bars of `clock` up to one see."""
        seen = self._seen.setdefault((id(expr), clock), [])
        while len(seen) <= bar:
            seen.append(self.seen_at(expr, clock, len(seen)))
        return seen[: bar + 1]

    def _at(self, expr: hir.Expr, bar: int) -> Value:
        """Return the value at a bar of the expression's own clock; each is made once, in order."""
        values = self._values.setdefault(id(expr), [])
        if isinstance(expr, hir.Fold):
            self._folds[expr.number] = values
        while len(values) <= bar:
            values.append(self._made(expr, len(values)))
        return values[bar]

    def _made(self, expr: hir.Expr, bar: int) -> Value:
        clock = expr.type.clock

        def of(part: hir.Expr) -> Value:
            return self.seen_at(part, clock, bar)

        match expr:
            case hir.Constant(value=bool(value)):
                return value
            case hir.Constant():
                return float(expr.value)
            case hir.Parameter():
                return float(self._parameters[expr.name])
            case hir.Column():
                return self.history.columns[clock, expr.name][bar]
            case hir.Reference():
                return of(self.program.bindings[expr.name].expr)
            case hir.Part():
                record = of(expr.base)
                return None if record is None else record[expr.name]
            case hir.Negative():
                operand = of(expr.operand)
                return None if operand is None else -operand
            case hir.Arithmetic():
                return arithmetic(expr.operator, of(expr.left), of(expr.right))
            case hir.Elementary():
                return elementary(expr.function, [of(operand) for operand in expr.operands])
            case hir.Comparison():
                return compared(expr.operator, of(expr.left), of(expr.right))
            case hir.Logical(operator="AND"):
                return both(of(expr.left), of(expr.right))
            case hir.Logical():
                return either(of(expr.left), of(expr.right))
            case hir.Negation():
                return negated(of(expr.operand))
            case hir.Within():
                between = time_within if expr.operand.type.unit is Unit.TIME else within
                return between(of(expr.operand), of(expr.low), of(expr.high))
            case hir.Choice():
                condition = of(expr.condition)
                return None if condition is None else of(expr.then if condition else expr.otherwise)
            case hir.History():
                past = bar - int(self.fixed(expr.bars))
                return self.seen_at(expr.operand, clock, past) if past >= 0 else None
            case hir.Crossing():
                return self._crossing(expr, bar)
            case hir.Fold():
                return self._fold(expr, bar)
            case hir.Held():
                return self._folds[expr.fold][bar - 1] if bar else None
            case hir.CrossSection():
                return self._among_all(expr, bar)
            case hir.Indicator():
                return indicator(expr, bar, self)
        raise TypeError(f"{type(expr).__name__} has no meaning here")

    def _fold(self, expr: hir.Fold, bar: int) -> Value:
        begins = bar == 0 or (expr.restart is not None and self.seen_at(expr.restart, DECISION_CLOCK, bar))
        if begins:
            return self.seen_at(expr.initial, DECISION_CLOCK, bar)
        following = self.seen_at(expr.following, DECISION_CLOCK, bar)
        return self._folds[expr.number][bar - 1] if following is None else following

    def _among_all(self, expr: hir.CrossSection, bar: int) -> Value:
        """Return a function of the values of all symbols that have a bar at this one's time and a value."""
        moment = self.history.moments[bar]
        there = [each for each in self._everyone if moment in each._bars]
        values = [each.seen_at(expr.operand, DECISION_CLOCK, each._bars[moment]) for each in there]
        if values[there.index(self)] is None:
            return None
        own = sum(value is not None for value in values[: there.index(self)])
        return FUNCTIONS[expr.function]([value for value in values if value is not None], own)

    def _crossing(self, expr: hir.Crossing, bar: int) -> Value:
        """Of two series of one coarser clock it is true only at the first decision that sees the bar."""
        sides = (expr.left, expr.right)
        clocks = {side.type.clock for side in sides if not side.type.is_fixed}
        clock = clocks.pop() if len(clocks) == 1 else DECISION_CLOCK
        if clock == DECISION_CLOCK:
            return self._crossed(expr.direction, sides, clock, bar)
        ended = self.history.seen[clock][bar]
        if not ended:
            return None
        found = self._crossed(expr.direction, sides, clock, ended - 1)
        is_first = bar == 0 or self.history.seen[clock][bar - 1] < ended
        return found if is_first or found is None else False

    def _crossed(self, direction: str, sides: tuple[hir.Expr, hir.Expr], clock: int, bar: int) -> Value:
        if bar == 0:
            return None
        before, now = (tuple(self.seen_at(side, clock, each) for side in sides) for each in (bar - 1, bar))
        return crossed(direction, before, now)
