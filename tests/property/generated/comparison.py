"""A program's decisions and values by the interpreter, beside those of the emitted code."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from types import ModuleType, SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from jtsc.driver import build_artifact
from jtsc.frontend import Frontend
from jtsc.ir import hir
from jtsc.passes.lower import order_outputs
from jtsc.source import Source
from jtsc.typesys.algebra import ORDERED
from jtsc.typesys.types import DECISION_CLOCK, Type, Unit
from runtime.backtest.cross_sections import cross_section
from stdlib.abi import NO_SESSION
from tests.oracles.interpreter.evaluate import Evaluation, Value
from tests.oracles.interpreter.history import History
from tests.property.markets import SCALE, Market, random_market
from tests.property.walks import Answers, walk_columns

LENGTHS = (70, 0, 1, 45, 5)  # rows of each symbol: also none, and one
Walk = Callable[[ModuleType, Artifact, Market, NDArray[np.float64]], Answers]


@dataclass(frozen=True)
class Case:
    """A program that also answers what its conditions and definitions are, and what it is run over."""

    text: str
    program: hir.Program
    artifact: Artifact
    parameters: dict[str, float]
    market: Market

    @property
    def values(self) -> tuple[hir.Expr, ...]:
        """Return the expressions of the payloads, without what is compared with other symbols."""
        return order_outputs(self.program).payloads

    @property
    def params(self) -> NDArray[np.float64]:
        return np.asarray([self.parameters[each.name] for each in self.artifact.parameters])


def make_case(text: str, seed: int) -> Case:
    """Compile a text; the market, and the values of parameters, come from the seed."""
    checked = Frontend().check(Source.from_text(text))
    assert checked.hir is not None, [each.code for each in checked.diagnostics]
    program = _probed(checked.hir)
    artifact = build_artifact(replace(checked, hir=program), "generated")
    draw = Random(seed)
    market = random_market(seed, LENGTHS, len(program.clocks), gaps=0.1)
    return Case(text, program, artifact, _chosen_parameters(program, draw), market)


def _probed(program: hir.Program) -> hir.Program:
    """Return the program with a probe for each rule's condition and each definition.

    Of a bool the probe is 1 where it is true, 0 where it is false, na where it is unknown.
    """
    conditions = [rule.condition for rule in program.rules]
    named = [
        hir.Reference(binding.span, binding.expr.type, name)
        for name, binding in program.bindings.items()
        if binding.expr.type.unit in {*ORDERED, Unit.BOOL} and not binding.expr.type.is_fixed
    ]
    return replace(program, probes=tuple(_number(expr) for expr in (*conditions, *named)))


def _number(expr: hir.Expr) -> hir.Expr:
    if expr.type.unit is not Unit.BOOL:
        return expr
    one, zero = (hir.Constant(expr.span, Type(Unit.NUMBER), value) for value in (1, 0))
    return hir.Choice(expr.span, expr.type.with_unit(Unit.NUMBER), expr, one, zero)


def _chosen_parameters(program: hir.Program, draw: Random) -> dict[str, float]:
    """Return defaults, or other values of their ranges."""
    chosen = {}
    for each in program.parameters:
        bounds = [bound for bound in (each.low, each.high) if bound is not None]
        chosen[each.name] = float(draw.choice([each.default, *bounds, *each.choices]))
    return chosen


def interpreted_answers(case: Case) -> Answers:
    """Return where each rule is true and what each payload is, as the interpreter has it."""
    everyone: list[Evaluation] = []
    everyone += [
        Evaluation(case.program, _history(case.market, symbol), case.parameters, everyone)
        for symbol in range(case.market.symbols)
    ]
    fired = np.zeros((len(case.program.rules), case.market.rows), np.bool_)
    payload = np.full((len(case.values), case.market.rows), np.nan)
    for symbol, evaluation in enumerate(everyone):
        rows = _live_rows(case.market, symbol)
        for place, rule in enumerate(case.program.rules):
            fired[place, rows] = [value is True for value in evaluation.decisions(rule.condition)]
        for place, expr in enumerate(case.values):
            payload[place, rows] = [as_float(value) for value in evaluation.decisions(expr)]
    return Answers(fired, payload)


def as_float(value: Value) -> float:
    assert not isinstance(value, bool | dict)
    return math.nan if value is None else float(value)


def _live_rows(market: Market, symbol: int) -> NDArray[np.int64]:
    rows = np.arange(market.starts[0][symbol], market.starts[0][symbol + 1])
    return rows[~market.halted[rows]]


def _history(market: Market, symbol: int) -> History:
    live = _live_rows(market, symbol)
    columns = {}
    for (clock, name), values in market.columns.items():
        starts = market.starts[clock]
        of_symbol = values[live] if clock == DECISION_CLOCK else values[starts[symbol] : starts[symbol + 1]]
        columns[clock, name] = [known(value) for value in of_symbol.tolist()]
    seen = {clock: counts[live].tolist() for clock, counts in market.seen.items()}
    return History(market.columns[0, "ts_close"][live].tolist(), columns, seen, int(SCALE))


def known(value: float) -> float | None:
    return None if value != value or value == NO_SESSION else value


def emitted_answers(case: Case, module: ModuleType, walk: Walk, market: Market | None = None) -> Answers:
    """Return the same as a module answers it, walked over the case's market or over another."""
    market = _with_crosses(case, module, market or case.market)
    answers = walk(module, case.artifact, market, case.params)
    return Answers(answers.fired, answers.payload[: len(case.values)])


def _with_crosses(case: Case, module: ModuleType, market: Market) -> Market:
    """Return the market with the columns over all symbols, as a run makes them: from payloads first."""
    names = [f"cross_{place}" for place in range(len(case.artifact.crosses))]
    if not names:
        return market
    unknown = market.with_columns(**{name: np.full(market.rows, np.nan) for name in names})
    payload = walk_columns(module, case.artifact, unknown, case.params).payload
    bars = SimpleNamespace(halted=market.halted, starts=market.starts[0], rows=market.rows)
    _, slot = np.unique(market.columns[0, "ts_close"], return_inverse=True)
    timeline = SimpleNamespace(slot=slot.astype(np.int32))
    everyone = np.ones(market.symbols, np.bool_)
    columns = {
        name: cross_section(cross.function, payload[cross.payload], bars, timeline, everyone)
        for name, cross in zip(names, case.artifact.crosses, strict=True)
    }
    return market.with_columns(**columns)


def differences(case: Case, expected: Answers, found: Answers) -> list[str]:
    """Return what differs, one line a rule or payload; na equals na, and 0.0 is -0.0."""
    lines = []
    for kind, said, done in (
        ("rule", expected.fired, found.fired),
        ("payload", expected.payload, found.payload),
    ):
        apart = (said != done) & ~(np.isnan(said) & np.isnan(done))
        for place in np.flatnonzero(apart.any(axis=1)):
            row = int(np.argmax(apart[place]))
            lines.append(f"{kind} {place} at row {row}: {said[place, row]!r}, and not {done[place, row]!r}")
    return lines
