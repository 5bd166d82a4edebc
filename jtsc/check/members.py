"""Built-ins with members, such as `session.high`: what is seen of the trading day at a decision."""

from jtsc.check.calls import indicator_value
from jtsc.check.names import report_unknown
from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.typesys.prelude import builtin_members, find_builtin
from jtsc.typesys.types import DECISION_CLOCK


def check_member(record: str, node: ast.Attribute, scope: Scope) -> hir.Expr:
    """Resolve `record.name`; it moves with each decision, so no block of a coarser timeframe has it."""
    signature = find_builtin(f"{record}.{node.name}")
    if signature is None:
        report_unknown(node.name, scope.at(node.name_span), builtin_members(record), scope)
        return scope.unknown(node.span)
    if scope.clock != DECISION_CLOCK:
        scope.problems.add("JTS0411", scope.at(node.span), name=signature.name, block=scope.block)
        return scope.unknown(node.span)
    return indicator_value(signature, {}, node.span, scope)
