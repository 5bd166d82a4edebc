"""`on symbol("…") as NAME { }`: another instrument, of which each decision sees the last closed bar."""

from jtsc.check.scope import Scope, declare
from jtsc.ir import hir
from jtsc.syntax import ast


def check_instruments(
    sections: list[ast.Section], clocks: tuple[hir.Clock, ...], scope: Scope
) -> tuple[hir.Clock, ...]:
    """Enter the names of other instruments; return the clocks with one more for each instrument."""
    found = list(clocks)
    for section in sections:
        for block in section.statements:
            if not isinstance(block, ast.SymbolBlock):
                continue
            if not declare(scope, block.name, block.name_span, "an instrument"):
                scope.incomplete = True
                continue
            if not block.symbol.strip():
                scope.problems.add("JTS0225", block.span)
                scope.incomplete = True
                continue
            known = next((at for at, clock in enumerate(found) if clock.symbol == block.symbol), None)
            if known is None:
                known = len(found)
                found.append(hir.Clock((), None, block.symbol))
            found[known] = hir.Clock((*found[known].names, block.name), None, block.symbol)
            scope.timeframes[block.name] = known
    return tuple(found)
