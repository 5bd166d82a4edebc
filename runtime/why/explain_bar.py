"""Explaining a bar: the engine itself decides it, with what was known then.

The run is made twice, with all bars up to this one and with all before it: what the first has dropped or left
waiting that the second has not, was decided at this bar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

import numpy as np

from jtsc.suite import Condition, Conditions
from runtime.backtest.bar_source import BarSource
from runtime.backtest.market_stage import with_crosses
from runtime.backtest.parameters import kernel_parameters, parse_parameters
from runtime.backtest.report.dropped import words_of
from runtime.backtest.report.number_text import time_text
from runtime.backtest.report.value_text import value_text
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.backtest.signals import gather_payloads
from runtime.backtest.warmup import HistoryTooShortError, Need
from runtime.clock import Clock
from runtime.domain.outcome import Drop
from runtime.why.answer import Answer, Outcome, PartValue, RuleValue, SectionAnswer
from runtime.why.bar import find_row
from runtime.why.known_bars import KnownBars

_ENTRY_SIDES = {"entry.long": 1, "surge_detection": 1, "entry.short": -1}
_EXIT_SIDES = {"exit.long": 1, "exit.short": -1}


@dataclass(frozen=True, slots=True)
class Kernels:
    strategy: ModuleType
    probe: ModuleType


@dataclass(frozen=True, slots=True)
class _Decided:
    """What came of the decisions of one bar for one symbol; `position` is as the bar closes."""

    drops: Mapping[Drop, int]
    placed: bool
    position: int


def explain_bar(
    conditions: Conditions,
    kernels: Kernels,
    request: BacktestRequest,
    source: BarSource,
    clock: Clock,
    symbol: str,
    moment_ns: int,
    *,
    is_date: bool,
) -> Answer:
    """Say what a strategy made of one bar.

    Raises:
        RunError: there is no such bar, or the run cannot be made.
    """
    artifact = conditions.strategy
    needs = [Need(*need) for need in kernels.strategy.warmup(_params(conditions, kernels.strategy, request))]
    known = KnownBars(source.load(request, artifact, needs))
    whole = run_backtest(artifact, kernels.strategy, request, known, clock)
    row = find_row(whole.feeds.bars, symbol, moment_ns, is_date=is_date)
    rules = _rule_values(conditions, kernels.probe, request, whole, row)
    ts_open = int(whole.feeds.bars.ts_open[row])
    place = whole.bars.symbols.index(symbol)
    common = _before_conditions(whole, place, row)
    sections = []
    if common is None:
        runs = [
            _run_until(conditions, kernels, replace(request, end_ns=end, close_at_end=False), known, clock)
            for end in (ts_open + 1, ts_open)
        ]
        decided = _decided(runs[0], runs[1], symbol)
        sections = [
            _of_section(section, own, decided, whole, place, row)
            for section, own in _by_section(rules).items()
        ]
    else:
        sections = [replace(common, section=section) for section in _by_section(rules)]
    time = time_text(ts_open, 0)
    return Answer(artifact.name, symbol, time, tuple(sections), rules)


def _params(conditions: Conditions, kernel: ModuleType, request: BacktestRequest) -> np.ndarray:
    values = parse_parameters(request.parameters, conditions.strategy)
    return kernel_parameters(values, conditions.strategy, kernel)


def _run_until(
    conditions: Conditions, kernels: Kernels, request: BacktestRequest, known: KnownBars, clock: Clock
) -> Backtest | None:
    """Return the run that knows of nothing later; None where nothing can be decided yet."""
    try:
        return run_backtest(conditions.strategy, kernels.strategy, request, known, clock)
    except HistoryTooShortError:
        return None


def _rule_values(
    conditions: Conditions, probe: ModuleType, request: BacktestRequest, whole: Backtest, row: int
) -> tuple[RuleValue, ...]:
    values = parse_parameters(request.parameters, conditions.strategy)
    params = kernel_parameters(values, conditions.probe, probe)
    settled = probe.settle(params)
    feeds = with_crosses(conditions.probe, probe, replace(whole.feeds, crosses={}), params)
    payload = gather_payloads(conditions.probe, probe, feeds, params, feeds.traded)

    def value_of(place: int, origin: str) -> float:
        return float(settled[place]) if origin == "fixed" else float(payload[place, row])

    return tuple(_rule_value(condition, value_of) for condition in conditions.rules)


def _rule_value(condition: Condition, value_of: object) -> RuleValue:
    assert callable(value_of)
    parts = tuple(
        PartValue(
            part.text,
            ""
            if part.value is None
            else value_text(value_of(part.value.index, part.value.origin), part.unit),
        )
        for part in condition.parts
    )
    return RuleValue(condition.section, condition.line, condition.text, parts[-1].value, parts[:-1])


def _by_section(rules: Sequence[RuleValue]) -> dict[str, list[RuleValue]]:
    sections: dict[str, list[RuleValue]] = {}
    for rule in rules:
        sections.setdefault(rule.section, []).append(rule)
    return sections


def _before_conditions(whole: Backtest, place: int, row: int) -> SectionAnswer | None:
    """Return what keeps a bar from being decided at all."""
    bars = whole.feeds.bars
    if bars.halted[row]:
        return SectionAnswer("", Outcome.HALT, "trading is halted: nothing is decided")
    first = int(whole.tradable_rows[place])
    if row < first:
        missing = int(np.count_nonzero(~bars.halted[row:first]))
        text = f"warm-up: the first decision is {missing} bar{'s' if missing > 1 else ''} later"
        return SectionAnswer("", Outcome.WARM_UP, text)
    return None


def _decided(until: Backtest | None, before: Backtest | None, symbol: str) -> _Decided:
    counts = [_counts(run, symbol) for run in (until, before)]
    new = {drop: int(counts[0][drop] - counts[1][drop]) for drop in Drop}
    position = 0
    if until is not None and symbol in until.bars.symbols:
        fills = until.outcome.fills[until.outcome.fills["symbol"] == until.bars.symbols.index(symbol)]
        position = int((fills["side"].astype(np.int64) * fills["quantity"]).sum())
    waiting = int(counts[0][Drop.UNFILLED_AT_END]) > 0
    return _Decided({drop: n for drop, n in new.items() if n > 0}, waiting, position)


def _counts(run: Backtest | None, symbol: str) -> np.ndarray:
    if run is None or symbol not in run.bars.symbols:
        return np.zeros(len(Drop), np.int64)
    return np.asarray(run.outcome.drops[run.bars.symbols.index(symbol)])


def _of_section(
    section: str, rules: Sequence[RuleValue], decided: _Decided, whole: Backtest, place: int, row: int
) -> SectionAnswer:
    side = _ENTRY_SIDES.get(section) or _EXIT_SIDES[section]
    held = (decided.position > 0) - (decided.position < 0)
    if section in _EXIT_SIDES and held != side:
        return SectionAnswer(section, Outcome.NO_POSITION, "there is no position to close")
    values = [rule.value for rule in rules]
    if "true" not in values and "" not in values:
        outcome = Outcome.UNKNOWN if "na" in values else Outcome.FALSE
        what = "a value is not known (na)" if outcome is Outcome.UNKNOWN else "no condition is true"
        return SectionAnswer(section, outcome, what)
    drops = [drop for drop in decided.drops if drop is not Drop.UNFILLED_AT_END]
    if decided.placed and (section in _EXIT_SIDES or held != side):
        placed = _placed(whole, place, row, side if section in _ENTRY_SIDES else -side)
        cuts = [words_of(drop)[0] for drop in drops if section in _ENTRY_SIDES]
        return SectionAnswer(section, Outcome.PLACED, "; ".join([placed, *cuts]))
    if section in _ENTRY_SIDES and drops:
        return SectionAnswer(section, Outcome.DROPPED, "; ".join(words_of(drops[0])), drops[0].name.lower())
    if section in _ENTRY_SIDES and held == side:
        return SectionAnswer(section, Outcome.IN_POSITION, "the position is open already")
    if "" in values and "true" not in values:
        return SectionAnswer(section, Outcome.ACCOUNT, "what it asks of the account is not true")
    return SectionAnswer(section, Outcome.PENDING, "an order of the symbol waits already")


def _placed(whole: Backtest, place: int, row: int, side: int) -> str:
    """Say when and at what price the order filled, as the run over all bars has it."""
    fills = whole.outcome.fills
    own = fills[(fills["symbol"] == place) & (fills["row"] > row) & (fills["side"] == side)]
    if not len(own):
        return "an order was placed; it has not filled"
    fill = own[0]
    time = time_text(int(whole.bars.ts_open[fill["row"]]), 0)
    quantity = fill["quantity"] / whole.grid.quantity_scale[place]
    price = fill["price"] / whole.grid.price_scale[place]
    return f"an order was placed: {quantity:g} filled at {price:g} on {time}"
