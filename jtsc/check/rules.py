"""Sections of rules: conditions and the actions they lead to."""

from jtsc.check.expression import check_bool
from jtsc.check.messages import NOTIFY, check_message
from jtsc.check.names import report_unknown
from jtsc.check.orders import ORDER_FIELDS, check_tag, check_terms
from jtsc.check.quantities import check_quantity
from jtsc.check.quoted import unquoted
from jtsc.check.scope import Scope
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.typesys.types import Unit

VERB_OF = {"entry.long": "buy", "exit.long": "sell", "entry.short": "short", "exit.short": "cover"}
_SURGE = "surge_detection"
_SURGE_ACTION = "execute_immediately"
_ALERTS = "alerts"


def check_rules(section: ast.Section, scope: Scope) -> tuple[tuple[hir.Rule, ...], tuple[hir.Alert, ...]]:
    """Return the rules and alerts of a section, without the broken ones."""
    rules, alerts = [], []
    for statement in section.statements:
        assert isinstance(statement, ast.Rule)
        condition = check_bool(statement.condition, scope)
        if condition.type.is_fixed and condition.type.unit is not Unit.UNKNOWN:
            scope.problems.add("JTS0410", condition.span)
        told = _notifies(statement)
        orders = [node for node in statement.actions if node not in told]
        messages = [check_message(node, section, scope) for node in told]
        actions = [_action(node, section.kind, scope) for node in orders]
        if not statement.actions:
            scope.problems.add("JTS0520", statement.span, verb=_verb(section.kind))
        elif len(actions) > 1:
            scope.problems.add("JTS0521", orders[1].span)
        elif None not in actions and None not in messages and condition.type.unit is Unit.BOOL:
            whole = tuple(message for message in messages if message is not None)
            if action := next(iter(actions), None):
                rules.append(hir.Rule(section.kind, statement.span, condition, action, whole))
            else:
                alerts.append(hir.Alert(section.kind, statement.span, condition, whole))
    return tuple(rules), tuple(alerts)


def _notifies(rule: ast.Rule) -> list[ast.Call]:
    return [node for node in rule.actions if isinstance(node, ast.Call) and node.function == NOTIFY]


def _verb(section: str) -> str:
    return NOTIFY if section == _ALERTS else VERB_OF.get(section, _SURGE_ACTION)


def _action(node: ast.Expr, section: str, scope: Scope) -> hir.Action | None:
    verb = _verb(section)
    if not isinstance(node, ast.Call):
        scope.problems.add("JTS0522", node.span, verb=verb)
        return None
    if node.function != verb:
        verbs = [*VERB_OF.values(), _SURGE_ACTION]
        if node.function in verbs:
            scope.problems.add("JTS0523", node.function_span, section=section, found=node.function, verb=verb)
        else:
            report_unknown(
                node.function, node.function_span, list({verb: None, NOTIFY: None}), scope, code="JTS0524"
            )
        return None
    if section == _SURGE:
        return _execute_immediately(node, scope)
    return _order(node, verb, scope)


def _order(node: ast.Call, verb: str, scope: Scope) -> hir.Action | None:
    fields = _fields(node, scope, ("quantity", *ORDER_FIELDS))
    terms = check_terms(fields, node, scope)
    tag = check_tag(fields.get("tag"), scope)
    broker = _broker(fields["broker"], scope) if "broker" in fields else ""
    if "quantity" not in fields:
        if len(fields) == len(node.arguments):  # else one that is not understood may have been it
            scope.problems.add("JTS0525", node.span, verb=verb, field="quantity")
        return None
    quantity = check_quantity(fields["quantity"], scope)
    if quantity is None or terms is None:
        return None
    return hir.Action(node.span, verb, quantity, broker, terms, tag)


def _fields(node: ast.Call, scope: Scope, known: tuple[str, ...]) -> dict[str, ast.Expr]:
    fields: dict[str, ast.Expr] = {}
    for argument in node.arguments:
        if argument.name is None:
            scope.problems.add("JTS0526", argument.span, verb=node.function, known=", ".join(known))
        elif argument.name not in known:
            report_unknown(argument.name, argument.span, list(known), scope, code="JTS0502")
        elif argument.name in fields:
            scope.problems.add("JTS0503", argument.span, name=argument.name)
        else:
            fields[argument.name] = argument.value
    return fields


def _execute_immediately(node: ast.Call, scope: Scope) -> hir.Action | None:
    record = node.arguments[0].value if len(node.arguments) == 1 else None
    if not isinstance(record, ast.Record):
        scope.problems.add("JTS0528", node.span)
        return None
    fields: dict[str, ast.Expr] = {}
    for entry in record.fields:
        if entry.name not in ("broker", "size"):
            report_unknown(entry.name, entry.span, ["broker", "size"], scope, code="JTS0502")
        elif entry.name in fields:
            scope.problems.add("JTS0503", entry.span, name=entry.name)
        fields[entry.name] = entry.value
    if "size" not in fields:
        scope.problems.add("JTS0525", node.span, verb=_SURGE_ACTION, field="size")
        return None
    quantity = check_quantity(fields["size"], scope)
    broker = _broker(fields["broker"], scope) if "broker" in fields else ""
    return hir.Action(node.span, "buy", quantity, broker) if quantity is not None else None


def _broker(node: ast.Expr, scope: Scope) -> str:
    if isinstance(node, ast.Call) and node.function == "select_fastest_broker" and not node.arguments:
        return "fastest"
    bare = unquoted(node)
    if isinstance(bare, ast.Name):
        return bare.id
    scope.problems.add("JTS0529", node.span)
    return ""
