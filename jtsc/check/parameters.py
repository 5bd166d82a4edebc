"""The `params` section: defaults, ranges, texts."""

from jtsc.check.scope import Money, Scope, declare
from jtsc.ir import hir
from jtsc.syntax import ast
from jtsc.typesys.types import Stage, Type, Unit

_KINDS = {
    "number": Unit.NUMBER,
    "ratio": Unit.RATIO,
    "duration": Unit.DURATION,
    "money": Unit.MONEY,
    "time": Unit.TIME,
}
Number = int | float


def check_parameters(statements: tuple[ast.Statement, ...], scope: Scope) -> None:
    """Enter the parameters of a section into the scope."""
    for statement in statements:
        assert isinstance(statement, ast.Param)
        if not declare(scope, statement.name, statement.name_span, "a parameter"):
            continue
        declared = _parameter(statement, scope)
        if declared is not None:
            scope.parameters[statement.name] = declared
        else:
            scope.incomplete = True


def _parameter(node: ast.Param, scope: Scope) -> hir.ParameterDeclaration | None:
    problems = scope.problems
    if isinstance(node.default, ast.Literal) and node.default.kind == "text":
        return _text_parameter(node, str(node.default.value), scope)
    default, unit = plain_value(node.default, None, scope)
    if default is None or unit is None:
        return None
    low = high = step = None
    choices: tuple[Number, ...] = ()
    if isinstance(node.choices, ast.Range):
        low, _ = plain_value(node.choices.low, unit, scope)
        high, _ = plain_value(node.choices.high, unit, scope)
        if low is None or high is None:
            return None
        if low > high:
            problems.add("JTS0212", node.choices.span, low=low, high=high)
        elif not low <= default <= high:
            problems.add("JTS0211", node.default.span, name=node.name, range=f"{low} to {high}")
    elif isinstance(node.choices, ast.ListOf):
        values = [plain_value(item, unit, scope)[0] for item in node.choices.items]
        choices = tuple(value for value in values if value is not None)
        if choices and default not in choices:
            problems.add("JTS0211", node.default.span, name=node.name, range=", ".join(map(str, choices)))
    if node.step is not None:
        step, _ = plain_value(node.step, unit, scope)
        if step is not None and step <= 0:
            problems.add("JTS0213", node.step.span)
    return hir.ParameterDeclaration(
        node.name, node.name_span, Type(unit, Stage.PARAM), default, low, high, step, choices, node.text
    )


def _text_parameter(node: ast.Param, default: str, scope: Scope) -> hir.ParameterDeclaration | None:
    """Return a parameter that is one of a list of texts; without a list it is always its default."""
    walked = node.choices.low if isinstance(node.choices, ast.Range) else node.step
    if walked is not None:
        wanted, found = Unit.NUMBER, Unit.TEXT
        scope.problems.add("JTS0506", walked.span, name=node.name, wanted=wanted, found=found)
        return None
    texts = [default]
    if isinstance(node.choices, ast.ListOf):
        items = [plain_text(item, scope) for item in node.choices.items]
        texts = [text for text in dict.fromkeys(items) if text is not None]
        if None in items:
            return None
        if default not in texts:
            scope.problems.add("JTS0211", node.default.span, name=node.name, range=", ".join(texts))
            return None
    choices = tuple(range(len(texts)))
    found_type = Type(Unit.TEXT, Stage.PARAM)
    return hir.ParameterDeclaration(
        node.name,
        node.name_span,
        found_type,
        texts.index(default),
        None,
        None,
        None,
        choices,
        node.text,
        tuple(texts),
    )


def plain_text(node: ast.Expr, scope: Scope) -> str | None:
    """Return a text as it is written out; report anything else."""
    if isinstance(node, ast.Literal) and node.kind == "text":
        return str(node.value)
    found = _KINDS.get(node.kind) if isinstance(node, ast.Literal) else None
    if found is None:
        scope.problems.add("JTS0210", node.span)
    else:
        scope.problems.add("JTS0506", node.span, name="this parameter", wanted=Unit.TEXT, found=found)
    return None


def plain_value(node: ast.Expr, wanted: Unit | None, scope: Scope) -> tuple[Number | None, Unit | None]:
    """Return a parameter's value as it is written out, and its unit; None for both if it is no such value."""
    sign = 1
    if isinstance(node, ast.Unary) and isinstance(node.operand, ast.Literal):
        sign, node = (-1 if node.operator == "-" else 1), node.operand
    unit = _KINDS.get(node.kind) if isinstance(node, ast.Literal) else None
    if not isinstance(node, ast.Literal) or unit is None:
        scope.problems.add("JTS0210", node.span)
        return None, None
    if wanted is not None and unit is not wanted:
        scope.problems.add("JTS0506", node.span, name="this parameter", wanted=wanted, found=unit)
        return None, None
    value = node.value
    if isinstance(value, tuple):
        value, currency = value
        scope.money.append(Money(currency, node.span))
    assert isinstance(value, int | float)
    return sign * value, unit
