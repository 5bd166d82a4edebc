"""Built-ins with members: of the trading day so far (`session.high`), and of the account (`position.pnl`)."""

from jtsc.check.calls import indicator_value
from jtsc.check.names import account_value, report_unknown
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
    if signature.category == "ledger":
        return account_value(signature, scope.at(node.span))
    return indicator_value(signature, {}, node.span, scope)
