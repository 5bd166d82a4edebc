"""The artifact of a program: its rules, limits and columns as plain data."""

from jtsc.artifact import (
    Alert,
    Artifact,
    Clock,
    Column,
    Cross,
    EntryFold,
    Message,
    MessagePart,
    Origin,
    Parameter,
    Rule,
    SourceSlice,
    Term,
    Universe,
    Value,
)
from jtsc.codegen.emit_python import Emitted
from jtsc.frontend import Checked
from jtsc.ir import hir
from jtsc.ir.account import AccountPart, Terms
from jtsc.ir.children import children
from jtsc.ir.hir import QuantityKind
from jtsc.ir.mir import Mir
from jtsc.passes.lower import order_outputs
from jtsc.passes.surge_facts import SurgeFacts
from jtsc.typesys.types import Unit


def describe(checked: Checked, mir: Mir, emitted: Emitted, source_hash: str, kernel_path: str) -> Artifact:
    """Return the artifact; values are named by their place among the kernel's fixed values or payloads."""
    program = checked.hir
    assert program is not None
    outputs = order_outputs(program)
    places = {id(expr): Value("fixed", place) for place, expr in enumerate(outputs.fixed)}
    places |= {id(expr): Value("payload", place) for place, expr in enumerate(outputs.payloads)}
    breach = program.limits.get("on_breach")
    windows = _window_parameters(program)
    rules = len(program.rules)
    whens = [_terms(terms) for terms in outputs.account.conditions]
    messages = _messages(program, outputs.account)
    return Artifact(
        name=program.name,
        source_path=checked.source.path,
        source_hash=source_hash,
        mir_hash=mir.digest(),
        kernel_path=kernel_path,
        parameters=tuple(_parameter(parameter, windows) for parameter in program.parameters),
        clocks=tuple(Clock(clock.names, clock.length_ns, clock.symbol) for clock in program.clocks),
        columns=tuple(Column(*column) for column in emitted.columns),
        rules=tuple(
            _rule(rule, facts, when, told, places, checked)
            for rule, facts, when, told in zip(program.rules, outputs.surges, whens, messages, strict=False)
        ),
        alerts=tuple(
            Alert(alert.section, checked.source.start(alert.span).line, when, told)
            for alert, when, told in zip(program.alerts, whens[rules:], messages[rules:], strict=True)
        ),
        limits={name: places[id(expr)] for name, expr in program.limits.items() if name != "on_breach"},
        distances=tuple(
            name for name, expr in sorted(program.limits.items()) if expr.type.unit is Unit.PRICE
        ),
        flatten_on_breach=isinstance(breach, hir.Constant) and breach.value == "flatten",
        size_at=program.execution.size_at,
        pyramiding=program.execution.pyramiding,
        session=program.execution.session,
        slippage=_place(program.execution.slippage, places),
        slippage_ticks=program.execution.slippage_ticks,
        participation=_place(program.execution.participation, places),
        priority=_place(program.execution.priority, places),
        sources=tuple(SourceSlice(each.account, each.first, each.last) for each in program.sources),
        universe=None if program.universe is None else _universe(program.universe),
        payloads=len(mir.payloads),
        crosses=tuple(Cross(*cross) for cross in mir.crosses),
        entry_folds=tuple(
            EntryFold(_terms(fold.initial), _terms(fold.following)) for fold in outputs.account.folds
        ),
        lines=emitted.lines,
    )


def _universe(universe: hir.Universe) -> Universe:
    origins = (
        Origin(symbols=each.symbols) if isinstance(each, hir.SymbolList) else Origin(file=each.path)
        for each in universe.origins
    )
    return Universe(tuple(origins), universe.limit)


def _parameter(declared: hir.ParameterDeclaration, windows: set[str]) -> Parameter:
    low, high, step = (
        None if bound is None else float(bound) for bound in (declared.low, declared.high, declared.step)
    )
    return Parameter(
        name=declared.name,
        unit=str(declared.type.unit),
        default=float(declared.default),
        low=low,
        high=high,
        step=step,
        choices=tuple(float(choice) for choice in declared.choices),
        text=declared.text,
        is_window=declared.name in windows,
        texts=declared.texts,
    )


def _window_parameters(program: hir.Program) -> set[str]:
    found: set[str] = set()
    pending: list[hir.Expr] = [binding.expr for binding in program.bindings.values()]
    pending += program.conditions
    pending += order_outputs(program).payloads
    while pending:
        expr = pending.pop()
        if isinstance(expr, hir.Indicator):
            kinds = {parameter.name: parameter.kind for parameter in expr.signature.parameters}
            found |= {
                value.name
                for name, value in expr.arguments.items()
                if kinds[name] == "window" and isinstance(value, hir.Parameter)
            }
        pending.extend(children(expr))
    return found


def _terms(terms: Terms) -> tuple[Term, ...]:
    return tuple(Term(term.kind, term.index, term.name) for term in terms)


def _messages(program: hir.Program, account: AccountPart) -> list[tuple[Message, ...]]:
    """Return the messages of each rule, then those of each alert."""
    terms = iter(account.messages)
    return [
        tuple(
            Message(tuple(map(_part, message.parts)), _terms(pushed))
            for message, pushed in zip(each.messages, terms, strict=False)
        )
        for each in program.watched
    ]


def _part(part: str | hir.SymbolText | hir.Expr) -> MessagePart:
    match part:
        case str():
            return MessagePart("text", part)
        case hir.SymbolText():
            return MessagePart("symbol")
    return MessagePart("value", str(part.type.unit))


def _place(expr: hir.Expr | None, places: dict[int, Value]) -> Value | None:
    return None if expr is None else places[id(expr)]


def _rule(
    rule: hir.Rule,
    facts: SurgeFacts,
    when: tuple[Term, ...],
    messages: tuple[Message, ...],
    places: dict[int, Value],
    checked: Checked,
) -> Rule:
    quantity = rule.action.quantity
    kelly = quantity.kind is QuantityKind.KELLY and quantity.arguments is not None
    return Rule(
        section=rule.section,
        verb=rule.action.verb,
        line=checked.source.start(rule.span).line,
        quantity=str(quantity.kind),
        value=_place(quantity.value, places),
        arguments={name: places[id(expr)] for name, expr in (quantity.arguments or {}).items()}
        if kelly
        else {},
        broker=rule.action.broker,
        when=when,
        type=str(rule.action.terms.type),
        limit=_place(rule.action.terms.limit, places),
        stop=_place(rule.action.terms.stop, places),
        tif=str(rule.action.terms.tif),
        tag=rule.action.tag,
        price_change=_place(facts.change, places),
        volume_ratio=_place(facts.volume_ratio, places),
        messages=messages,
    )
