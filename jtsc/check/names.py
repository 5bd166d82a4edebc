"""Names and dotted names."""

from collections.abc import Callable

from jtsc.check.scope import Scope
from jtsc.diagnostics import Fix, did_you_mean, phrase
from jtsc.diagnostics.diagnostic import Edit
from jtsc.ir import hir
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.typesys.prelude import builtin_members, builtin_names, find_builtin
from jtsc.typesys.signature import Signature
from jtsc.typesys.types import DECISION_CLOCK, Stage, Type, Unit

CheckExpression = Callable[[ast.Expr, Scope], hir.Expr]


def check_name(node: ast.Name, scope: Scope, check: CheckExpression) -> hir.Expr:
    """Resolve a bare name: argument, parameter, binding, column or built-in value."""
    span, name = scope.at(node.span), node.id
    if name in scope.locals:
        return scope.locals[name]
    if not scope.calls:  # a function sees nothing of the strategy
        own = _own_name(name, span, scope)
        if own is not None:
            return own
    builtin = find_builtin(name)
    if builtin is not None and builtin.category == "column":
        unit = builtin.results[0][1] or Unit.PRICE
        return hir.Column(span, Type(unit, Stage.MARKET, scope.clock), builtin.name)
    if builtin is not None and builtin.category == "constant" and isinstance(builtin.body, ast.Literal):
        value = builtin.body.value
        assert isinstance(value, int)
        return hir.Constant(span, Type(builtin.results[0][1] or Unit.NUMBER), value)
    if builtin is not None and builtin.category == "value" and builtin.body is not None:
        return check(builtin.body, scope.inside_call({}, span))
    if builtin is not None and builtin.category == "ledger":
        if scope.clock == DECISION_CLOCK:
            return account_value(builtin, span)
        scope.problems.add("JTS0411", span, name=name, block=scope.block)
        return scope.unknown(node.span)
    if name in scope.timeframes and not scope.calls:
        scope.problems.add("JTS0205", span, name=name)
    elif builtin is not None and builtin.category == "figure":
        scope.problems.add("JTS0560", span, name=name)
    elif builtin is not None:
        scope.problems.add("JTS0206", span, name=name)
    elif members := builtin_members(name):
        scope.problems.add("JTS0305", span, parts=", ".join(f".{member}" for member in members))
    else:
        report_unknown(name, span, scope.visible_names(), scope)
    return scope.unknown(node.span)


def account_value(signature: Signature, span: Span) -> hir.AccountValue:
    """Return a value of the account, known at each decision."""
    unit = signature.results[0][1] or Unit.NUMBER
    return hir.AccountValue(span, Type(unit, Stage.ACCOUNT, DECISION_CLOCK), signature.name)


def _own_name(name: str, span: Span, scope: Scope) -> hir.Expr | None:
    """Return what the strategy calls by this name: a binding of the block, a parameter, a binding."""
    inner = scope.bindings(f"{scope.block}.{name}", span) if scope.block else None
    if inner is not None:
        return _reference(f"{scope.block}.{name}", inner, span, scope)
    if name in scope.parameters:
        return hir.Parameter(span, scope.parameters[name].type, name)
    bound = scope.bindings(name, span)
    return _reference(name, bound, span, scope) if bound is not None else None


def check_attribute(node: ast.Attribute, scope: Scope, check: CheckExpression) -> hir.Expr:
    """Resolve `timeframe.name` and the parts of a record."""
    if isinstance(node.base, ast.Name) and node.base.id in scope.timeframes and not scope.calls:
        return _of_timeframe(node.base.id, node, scope)
    base = check(node.base, scope)
    if base.type.unit is Unit.UNKNOWN:
        return scope.unknown(node.span)
    units = dict(base.type.fields)
    if node.name not in units:
        if base.type.unit is Unit.RECORD:
            report_unknown(node.name, scope.at(node.name_span), list(units), scope)
        else:
            scope.problems.add("JTS0207", scope.at(node.name_span), name=node.name, unit=base.type.unit)
        return scope.unknown(node.span)
    return hir.Part(scope.at(node.span), base.type.with_unit(units[node.name]), base, node.name)


def _of_timeframe(timeframe: str, node: ast.Attribute, scope: Scope) -> hir.Expr:
    span = scope.at(node.span)
    found = scope.bindings(f"{timeframe}.{node.name}", span)
    if found is not None:
        return _reference(f"{timeframe}.{node.name}", found, span, scope)
    builtin = find_builtin(node.name)
    if builtin is not None and builtin.category == "column":
        unit = builtin.results[0][1] or Unit.PRICE
        return hir.Column(span, Type(unit, Stage.MARKET, scope.timeframes[timeframe]), builtin.name)
    prefix = f"{timeframe}."
    known = [name.removeprefix(prefix) for name in scope.binding_names if name.startswith(prefix)]
    report_unknown(node.name, scope.at(node.name_span), [*known, *builtin_names("column")], scope)
    return scope.unknown(node.span)


def _reference(name: str, bound: hir.Expr, span: Span, scope: Scope) -> hir.Expr:
    return scope.unknown(span) if bound.type.unit is Unit.UNKNOWN else hir.Reference(span, bound.type, name)


def report_unknown(name: str, span: Span, known: list[str], scope: Scope, code: str = "JTS0201") -> None:
    """Report an unknown name, with the nearest known one; silent where a broken section may declare it."""
    if (scope.incomplete and code == "JTS0201") or (scope.functions_missing and code == "JTS0204"):
        return
    guess = did_you_mean(name, known)
    scope.problems.add(
        code,
        span,
        name=name,
        hint=phrase("did you mean `{guess}`?", guess=guess)
        if guess
        else phrase("known here: {names}", names=", ".join(sorted(set(known)))),
        fixes=[Fix(phrase("write `{guess}`", guess=guess), (Edit(span, guess),), False)] if guess else [],
    )
