"""`indicators` and `var`: names for expressions, in any order, without cycles."""

import itertools
from dataclasses import dataclass

from jtsc.check.expression import check_expression
from jtsc.check.folds import check_fold
from jtsc.check.names import report_unknown
from jtsc.check.scope import Scope, declare
from jtsc.diagnostics import Label, phrase
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.typesys.types import DECISION_CLOCK


@dataclass(frozen=True, slots=True)
class _Pending:
    node: ast.Assignment | ast.Var
    block: str
    fold: int = 0  # the number of a `var`


class Bindings:
    """Checks each binding when it is first needed, so that order does not matter."""

    def __init__(self, scope: Scope) -> None:
        self.checked: dict[str, hir.Binding] = {}
        self._scope = scope
        self._pending: dict[str, _Pending] = {}
        self._open: list[str] = []

    def collect(self, sections: list[ast.Section]) -> None:
        """Enter the names of all `indicators` sections and `var` statements."""
        folds, entry_folds = itertools.count(), itertools.count()
        for section in sections:
            for statement in section.statements:
                if isinstance(statement, ast.Assignment):
                    self._enter(statement, "")
                elif isinstance(statement, ast.Var):
                    if declare(self._scope, statement.name, statement.name_span, "a var"):
                        number = next(entry_folds if statement.since == "entry" else folds)
                        self._pending[statement.name] = _Pending(statement, "", number)
                elif isinstance(statement, ast.OnBlock):
                    self._collect_block(statement)
                elif isinstance(statement, ast.SymbolBlock) and statement.name in self._scope.timeframes:
                    for assignment in statement.assignments:
                        self._enter(assignment, statement.name)
        self._scope.binding_names = tuple(self._pending)
        self._scope.bindings = self.bound_to

    def check_all(self) -> None:
        for name, pending in self._pending.items():
            self.bound_to(name, pending.node.name_span)

    def bound_to(self, name: str, span: Span) -> hir.Expr | None:
        """Return what a name is bound to, checked first if need be; None if there is no such name."""
        if name in self.checked:
            return self.checked[name].expr
        pending = self._pending.get(name)
        if pending is None:
            return None
        if name in self._open:
            circle = [*self._open[self._open.index(name) :], name]
            self._scope.problems.add(
                "JTS0208",
                pending.node.name_span,
                name=name,
                circle=" -> ".join(circle),
                labels=[Label(span, phrase("used here"))]
                if span.section == pending.node.span.section
                else [],
            )
            return self._scope.unknown(span)
        self._open.append(name)
        clock = self._scope.timeframes.get(pending.block, DECISION_CLOCK)
        scope = self._scope.on_clock(clock, pending.block)
        if isinstance(pending.node, ast.Var):
            expr = check_fold(pending.node, pending.fold, scope)
        else:
            expr = check_expression(pending.node.value, scope)
        self._open.pop()
        self.checked[name] = hir.Binding(name, pending.node.name_span, expr)
        return expr

    def _enter(self, node: ast.Assignment, block: str) -> None:
        full_name = f"{block}.{node.name}" if block else node.name
        if declare(self._scope, node.name, node.name_span, "an indicator", full_name):
            self._pending[full_name] = _Pending(node, block)

    def _collect_block(self, block: ast.OnBlock) -> None:
        if block.timeframe not in self._scope.timeframes:
            if not self._scope.incomplete:
                known = list(self._scope.timeframes) or ["(none: add a `timeframes` section)"]
                report_unknown(block.timeframe, block.timeframe_span, known, self._scope, code="JTS0221")
            self._scope.incomplete = True
            return
        for assignment in block.assignments:
            self._enter(assignment, block.timeframe)
