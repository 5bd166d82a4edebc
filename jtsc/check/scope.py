"""What the names of a program stand for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from jtsc.diagnostics import Label, Problems, phrase
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.syntax.tokens import RESERVED
from jtsc.typesys.prelude import builtin_members, builtin_names, find_builtin
from jtsc.typesys.types import DECISION_CLOCK, UNKNOWN


@dataclass(frozen=True, slots=True)
class Declared:
    """Where a name was declared, and as what (parameter, timeframe, indicator)."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Money:
    """An amount's currency, and where it was written."""

    currency: str
    span: Span


@dataclass
class Scope:
    """The names that an expression may use, the clock it stands on, and where problems go.

    `bindings` gives what a full name is bound to; it may check it first. `block` is the name of the
    `on` block around the expression. `locals` are the arguments of a function that is being expanded; then
    every node and problem is placed at `call_span`, and `calls` are the functions around it.
    """

    problems: Problems
    parameters: dict[str, hir.ParameterDeclaration] = field(default_factory=dict)
    timeframes: dict[str, int] = field(default_factory=dict)
    declared: dict[str, Declared] = field(default_factory=dict)
    bindings: Callable[[str, Span], hir.Expr | None] = lambda name, span: None
    binding_names: tuple[str, ...] = ()
    clock: int = DECISION_CLOCK
    block: str = ""
    incomplete: bool = False  # a section that may declare names did not parse
    money: list[Money] = field(default_factory=list)  # the amounts met so far
    functions: dict[str, ast.Function] = field(default_factory=dict)
    functions_missing: bool = False  # an import could not be read: any unknown function may be one of them
    broken_functions: set[str] = field(default_factory=set)  # whose problems have been reported
    locals: dict[str, hir.Expr] = field(default_factory=dict)
    calls: tuple[str, ...] = ()
    call_span: Span | None = None

    def at(self, span: Span) -> Span:
        """Return where to place what stands at `span`."""
        return self.call_span or span

    def unknown(self, span: Span) -> hir.Constant:
        """Return the stand-in for an expression whose problem was reported."""
        return hir.Constant(self.at(span), UNKNOWN, 0)

    def on_clock(self, clock: int, block: str) -> "Scope":
        return self._with(clock=clock, block=block)

    def inside_call(self, arguments: dict[str, hir.Expr], span: Span) -> "Scope":
        return self._with(locals=arguments, call_span=self.at(span))

    def with_parameters(self, parameters: dict[str, hir.ParameterDeclaration]) -> "Scope":
        return self._with(parameters=parameters)

    def with_locals(self, values: dict[str, hir.Expr]) -> "Scope":
        return self._with(locals=values)

    def inside_function(self, name: str, arguments: dict[str, hir.Expr], span: Span) -> "Scope":
        """Return the scope of a user's function: its parameters and what is built in, nothing else."""
        calls = (*self.calls, name)
        return self._with(block="", locals=arguments, call_span=self.at(span), calls=calls)

    def reporting_to(self, problems: Problems) -> "Scope":
        return self._with(problems=problems, money=[])

    def _with(self, **changes: Any) -> "Scope":
        return replace(self, **changes)

    def visible_names(self) -> list[str]:
        """Return every name that an expression here could mean, for suggestions."""
        local = [name.removeprefix(f"{self.block}.") for name in self.binding_names]
        with_members = {name.partition(".")[0] for name in builtin_names("member", "ledger")}
        builtins = [*builtin_names("column", "value", "constant"), *sorted(with_members)]
        return [*self.parameters, *self.timeframes, *local, *builtins]


def declare(scope: Scope, name: str, span: Span, kind: str, full_name: str = "") -> bool:
    """Enter a name; report it if it is taken, by the program or by a built-in."""
    key = full_name or name
    first = scope.declared.get(key)
    if first is not None:
        scope.problems.add(
            "JTS0202",
            span,
            name=key,
            kind=phrase(first.kind),
            labels=[Label(first.span, phrase("declared here first"))],
        )
        return False
    builtin = find_builtin(name)
    is_series = (
        builtin is not None
        and builtin.name == name
        and builtin.category in ("column", "value", "constant", "ledger")
    )
    if is_series or builtin_members(name) or name in RESERVED:
        scope.problems.add("JTS0203", span, name=name)
        return False
    scope.declared[key] = Declared(kind, span)
    return True
