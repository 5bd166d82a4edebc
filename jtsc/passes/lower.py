"""HIR to MIR."""

from dataclasses import dataclass

from jtsc.ir import hir
from jtsc.ir.account import AccountPart
from jtsc.ir.hir import QuantityKind
from jtsc.ir.mir import Builder, Id, Immediate, Kind, Mir, Op
from jtsc.passes.account_terms import Leaves, account_part
from jtsc.passes.lower_conditions import LowerConditions, Truth
from jtsc.passes.lower_indicators import lower_indicator
from jtsc.passes.surge_facts import SurgeFacts, surge_facts
from jtsc.source import Span
from jtsc.typesys.algebra import ORDERED
from jtsc.typesys.types import DECISION_CLOCK, MOST_BARS, NO_CLOCK, Stage, Unit

_ARITHMETIC = {"+": "add", "-": "sub", "*": "mul", "/": "div"}
_WHOLE_COLUMNS = frozenset({"ts_close", "session_start", "trading_day"})


def lower_program(program: hir.Program) -> Mir:
    """Return the market part of a program: its rules in order, and as payloads what their orders need."""
    lowering = Lowering(program)
    for (
        name,
        binding,
    ) in program.bindings.items():  # each after those it needs: no chain is walked by recursion
        lowering.bind(name, binding)
    rules = tuple(lowering.rule(condition) for condition in program.conditions)
    outputs = order_outputs(program)
    payloads = tuple(lowering.at(lowering.number(expr), DECISION_CLOCK) for expr in outputs.payloads)
    fixed = tuple(lowering.number(expr) for expr in outputs.fixed)
    names = tuple(parameter.name for parameter in program.parameters)
    crosses = tuple((function, len(payloads) + at) for at, (function, _) in enumerate(lowering.crosses))
    payloads += tuple(operand for _, operand in lowering.crosses)
    clocks = len(program.clocks)
    return Mir(lowering.builder.ops(), rules, payloads, fixed, names, clocks, crosses, outputs.account)


@dataclass(frozen=True, slots=True)
class OrderOutputs:
    """What is needed beside the rules' bits: numbers of the market, and numbers known before.

    `surges` has the facts of each rule; they are among the payloads.
    """

    payloads: tuple[hir.Expr, ...]
    fixed: tuple[hir.Expr, ...]
    surges: tuple[SurgeFacts, ...]
    account: AccountPart


def order_outputs(program: hir.Program) -> OrderOutputs:
    """Return the values in a fixed order: of orders by rule, of limits by name, of surges, of probes, and
    what conditions over the account and messages read of the market.
    """
    values = [value for rule in program.rules for value in action_values(rule.action)]
    given = program.execution
    execution = (given.slippage, given.participation, given.priority)
    values += [value for value in execution if value is not None]
    values += [program.limits[name] for name in sorted(program.limits) if name != "on_breach"]
    surges = tuple(surge_facts(rule, program.bindings) for rule in program.rules)
    values += [value for facts in surges for value in facts.values]
    values += program.probes
    leaves = Leaves(
        [value for value in values if not value.type.is_fixed],
        [value for value in values if value.type.is_fixed],
    )
    account = account_part(program, leaves)
    return OrderOutputs(tuple(leaves.payloads), tuple(leaves.fixed), surges, account)


def action_values(action: hir.Action) -> tuple[hir.Expr, ...]:
    """Return the expressions that an order is made of."""
    prices = (action.terms.limit, action.terms.stop)
    return (*quantity_values(action.quantity), *(price for price in prices if price is not None))


def quantity_values(quantity: hir.Quantity) -> tuple[hir.Expr, ...]:
    """Return the expressions that a quantity is made of."""
    if quantity.kind is QuantityKind.KELLY and quantity.arguments is not None:
        return tuple(quantity.arguments.values())
    return (quantity.value,) if quantity.value is not None else ()


class Lowering:
    """One program on its way; equal operations are made once."""

    def __init__(self, program: hir.Program) -> None:
        self.builder = Builder()
        self._bindings = program.bindings
        self._parameters = [parameter.name for parameter in program.parameters]
        self._numbers: dict[str, Id] = {}
        self._truths: dict[str, Truth] = {}
        self.conditions = LowerConditions(self)
        self.crosses: list[tuple[str, Id]] = []  # function and operand of each column over all symbols

    def op(
        self,
        name: str,
        kind: Kind,
        clock: int,
        args: tuple[Id, ...] = (),
        immediates: tuple[Immediate, ...] = (),
        span: Span | None = None,
        hint: str = "",
    ) -> Id:
        return self.builder.add(Op(name, kind, clock, args, immediates, span, hint))

    def bind(self, name: str, binding: hir.Binding) -> None:
        """Lower a definition; a record's parts are lowered where they are used."""
        unit = binding.expr.type.unit
        if unit is Unit.BOOL:
            self._truths[name] = self.conditions.lower(binding.expr)
        elif unit in ORDERED and binding.expr.type.stage is not Stage.ACCOUNT:
            self._numbers[name] = self.number(binding.expr, name)

    def rule(self, condition: hir.Expr) -> Id:
        truth = self.conditions.lower(condition)
        return self.at_mask(truth.true, DECISION_CLOCK)

    def truth(self, expr: hir.Expr) -> Truth:
        """Return the masks of a bool; a binding is lowered once."""
        if isinstance(expr, hir.Reference):
            return self._truths[expr.name]
        return self.conditions.lower(expr)

    def number(self, expr: hir.Expr, hint: str = "") -> Id:
        """Return the value of a number, na where it is unknown, on the clock of its type."""
        match expr:
            case hir.Reference():
                return self._numbers[expr.name]
            case hir.Constant():
                return self.op("const", Kind.FLOAT, NO_CLOCK, (), (float(expr.value),), expr.span)
            case hir.Parameter():
                index = self._parameters.index(expr.name)
                return self.op("param", Kind.FLOAT, NO_CLOCK, (), (index,), expr.span, expr.name)
            case hir.Column():
                kind = Kind.WHOLE if expr.name in _WHOLE_COLUMNS else Kind.FLOAT
                return self.op("column", kind, expr.type.clock, (), (expr.name,), expr.span, expr.name)
            case hir.Arithmetic():
                left, right, clock = self.together(self.number(expr.left), self.number(expr.right))
                return self.op(
                    _ARITHMETIC[expr.operator], Kind.FLOAT, clock, (left, right), (), expr.span, hint
                )
            case hir.Elementary():
                *operands, clock = self.together(*(self.number(operand) for operand in expr.operands))
                return self.op(expr.function, Kind.FLOAT, clock, tuple(operands), (), expr.span, hint)
            case hir.CrossSection():
                return self._cross_section(expr, hint)
            case hir.Held():
                return self.op("held", Kind.FLOAT, DECISION_CLOCK, (), (expr.fold,), expr.span)
            case hir.Fold():
                return self._fold(expr, hint)
            case hir.Negative():
                operand = self.number(expr.operand)
                return self.op(
                    "neg", Kind.FLOAT, self.builder[operand].clock, (operand,), (), expr.span, hint
                )
            case hir.History():
                operand, bars = self.number(expr.operand), self.whole(expr.bars, 0)
                clock = self.builder[operand].clock
                return self.op("delay", Kind.FLOAT, clock, (operand, bars), (), expr.span, hint)
            case hir.Choice():
                return self._choice(expr, hint)
            case hir.Indicator():
                return self.part(expr, "", hint)
            case hir.Part():
                return self.part(expr.base, expr.name, hint)
        raise TypeError(f"{type(expr).__name__} is no number")

    def part(self, expr: hir.Expr, name: str, hint: str) -> Id:
        """Return one output of an indicator."""
        if isinstance(expr, hir.Reference):
            hint = f"{expr.name}.{name}" if name else expr.name
            return self.part(self._bindings[expr.name].expr, name, hint)
        if isinstance(expr, hir.History):
            base = self.part(expr.operand, name, hint)
            clock = self.builder[base].clock
            return self.op("delay", Kind.FLOAT, clock, (base, self.whole(expr.bars, 0)), (), expr.span, hint)
        assert isinstance(expr, hir.Indicator)
        return lower_indicator(expr, name, hint, self)

    def whole(self, expr: hir.Expr, least: int, most: int = MOST_BARS) -> Id:
        """Return a fixed whole number that must lie from `least` to `most`."""
        if isinstance(expr, hir.Constant):
            return self.op("whole", Kind.WHOLE, NO_CLOCK, (), (int(expr.value),), expr.span)
        return self.op("to_whole", Kind.WHOLE, NO_CLOCK, (self.number(expr),), (least, most), expr.span)

    def resolved(self, expr: hir.Expr) -> hir.Expr:
        """Return what a reference stands for."""
        while isinstance(expr, hir.Reference):
            expr = self._bindings[expr.name].expr
        return expr

    def at(self, id: Id, clock: int) -> Id:
        """Return a number on `clock`: itself, or the last one that a coarser clock has given."""
        op = self.builder[id]
        if op.is_fixed or op.clock == clock:
            return id
        return self.op("align", op.kind, clock, (id,), (), op.span, op.hint)

    def at_mask(self, id: Id, clock: int) -> Id:
        op = self.builder[id]
        if op.is_fixed or op.clock == clock:
            return id
        return self.op("align_mask", Kind.MASK, clock, (id,), (), op.span, op.hint)

    def together(self, *ids: Id) -> tuple[Id, ...]:
        """Return values brought to one clock, and that clock: the one they share, else the decision clock."""
        clocks = {self.builder[id].clock for id in ids} - {NO_CLOCK}
        clock = clocks.pop() if len(clocks) == 1 else DECISION_CLOCK if clocks else NO_CLOCK
        return (*(self.at(id, clock) for id in ids), clock)

    def _cross_section(self, expr: hir.CrossSection, hint: str) -> Id:
        key = (expr.function, self.at(self.number(expr.operand), DECISION_CLOCK))
        if key not in self.crosses:
            self.crosses.append(key)
        name = f"cross_{self.crosses.index(key)}"
        return self.op("column", Kind.FLOAT, DECISION_CLOCK, (), (name,), expr.span, hint)

    def _fold(self, expr: hir.Fold, hint: str) -> Id:
        held = self.op("held", Kind.FLOAT, DECISION_CLOCK, (), (expr.number,), expr.span, hint)
        initial, following = (
            self.at(self.number(each), DECISION_CLOCK) for each in (expr.initial, expr.following)
        )
        if expr.restart is None:
            restart = self.op("mask", Kind.MASK, NO_CLOCK, (), (False,))
        else:
            restart = self.at_mask(self.truth(expr.restart).true, DECISION_CLOCK)
        return self.op(
            "fold", Kind.FLOAT, DECISION_CLOCK, (held, initial, following, restart), (), expr.span, hint
        )

    def _choice(self, expr: hir.Choice, hint: str) -> Id:
        condition = self.truth(expr.condition)
        then, otherwise = self.number(expr.then), self.number(expr.otherwise)
        clocks = {self.builder[id].clock for id in (condition.true, then, otherwise)} - {NO_CLOCK}
        clock = clocks.pop() if len(clocks) == 1 else DECISION_CLOCK if clocks else NO_CLOCK
        args = (
            self.at_mask(condition.true, clock),
            self.at_mask(condition.false, clock),
            self.at(then, clock),
            self.at(otherwise, clock),
        )
        return self.op("select", Kind.FLOAT, clock, args, (), expr.span, hint)
