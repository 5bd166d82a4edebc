"""How much history a program needs before its values are defined, and before their start no longer shows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from jtsc.errors import InternalError
from jtsc.ir import hir
from jtsc.ir.children import children
from jtsc.passes.lower import order_outputs
from jtsc.syntax import ast
from jtsc.typesys.signature import ParameterKind

Bars = int | str  # a number (of days in `sessions`), or the text of an expression over parameters
_SIZES = (ParameterKind.WINDOW, ParameterKind.DURATION)


@dataclass(frozen=True, slots=True)
class Need:
    """Bars of a clock before the value; they follow the first of the trading days that it looks at."""

    clock: int
    defined: Bars = 0
    settled: Bars = 0
    sessions: Bars = 0


Needs = tuple[Need, ...]  # of a clock at most two: of what looks at trading days, and of what does not


class WarmUp:
    """Computes the needs of expressions; a binding's are computed once."""

    def __init__(self, program: hir.Program) -> None:
        self._program = program
        self._bindings: dict[str, Needs] = {}

    def of_program(self) -> list[Need]:
        """Return the needs of all clocks: the greatest of what rules and the quantities of orders read."""
        for name, binding in self._program.bindings.items():  # in an order in which each needs earlier ones
            self._bindings[name] = self._of(binding.expr)
        read = self._program.conditions
        needs = [need for expr in (*read, *order_outputs(self._program).payloads) for need in self._of(expr)]
        return list(_greatest([*map(Need, range(len(self._program.clocks))), *needs]))

    def _of(self, expr: hir.Expr) -> Needs:
        if isinstance(expr, hir.Reference):
            return self._bindings[expr.name]
        below = _greatest([need for child in children(expr) for need in self._of(child)])
        if isinstance(expr, hir.History):
            bars = self._whole(expr.bars)
            return _later(below, Need(expr.operand.type.clock, bars, bars))
        if isinstance(expr, hir.Crossing):
            return _later(below, Need(_joint_clock(expr.left, expr.right), 1, 1))
        if isinstance(expr, hir.Indicator) and expr.signature.kernel is not None:
            kernel = expr.signature.kernel
            sizes = (p.name for p in expr.signature.parameters if p.kind in _SIZES)
            given = {name: self._whole(expr.arguments[name]) for name in sizes}
            formulas = (kernel.defined, kernel.settled, kernel.sessions)
            more = (_formula(node, given) if node is not None else 0 for node in formulas)
            return _later(below, Need(expr.type.clock, *more))
        return below

    def _whole(self, expr: hir.Expr) -> Bars:
        # A window's size, a span of time or a history index, judged by `layout` to be whole.
        return int(expr.value) if isinstance(expr, hir.Constant) else f"int({self._text(expr)})"

    def _text(self, expr: hir.Expr) -> str:
        match expr:
            case hir.Constant():
                return repr(expr.value)
            case hir.Parameter():
                return f'given["{expr.name}"]'
            case hir.Reference():
                return self._text(self._program.bindings[expr.name].expr)
            case hir.Arithmetic():
                return f"({self._text(expr.left)} {expr.operator} {self._text(expr.right)})"
            case hir.Negative():
                return f"(-{self._text(expr.operand)})"
        raise InternalError(f"{type(expr).__name__} in the size of a window")


def _joint_clock(left: hir.Expr, right: hir.Expr) -> int:
    clocks = {side.type.clock for side in (left, right) if side.type.clock >= 0}
    return clocks.pop() if len(clocks) == 1 else 0


def _later(needs: Needs, more: Need) -> Needs:
    """Return the needs of what comes `more` bars and trading days after values of these needs."""
    before = [need for need in needs if need.clock == more.clock] or [Need(more.clock)]
    others = [need for need in needs if need.clock != more.clock]
    return _greatest([*others, *(_each(_plus, need, more) for need in before)])


def _greatest(needs: Iterable[Need]) -> Needs:
    greatest: dict[tuple[int, bool], Need] = {}
    for need in needs:
        kind = (need.clock, need.sessions != 0)
        greatest[kind] = _each(_most, need, greatest.get(kind, Need(need.clock)))
    return tuple(greatest.values())


def _each(operation: Callable[[Bars, Bars], Bars], left: Need, right: Need) -> Need:
    return Need(
        left.clock,
        operation(left.defined, right.defined),
        operation(left.settled, right.settled),
        operation(left.sessions, right.sessions),
    )


def _formula(node: ast.Expr, given: Mapping[str, Bars]) -> Bars:
    match node:
        case ast.Literal(value=int(value)):
            return value
        case ast.Name():
            return given.get(node.id, 0)
        case ast.Binary(operator="+"):
            return _plus(_formula(node.left, given), _formula(node.right, given))
        case ast.Binary(operator="-"):
            left, right = _formula(node.left, given), _formula(node.right, given)
            return left - right if isinstance(left, int) and isinstance(right, int) else f"{left} - {right}"
        case ast.Call(function="max"):
            return _most(*(_formula(argument.value, given) for argument in node.arguments))
        case ast.Call():
            inside = ", ".join(str(_formula(argument.value, given)) for argument in node.arguments)
            return f"{node.function}({inside})"
    raise TypeError(f"{type(node).__name__} in a warm-up formula")


def _plus(left: Bars, right: Bars) -> Bars:
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return right if left == 0 else left if right == 0 else f"{left} + {right}"


def _most(left: Bars, right: Bars) -> Bars:
    if isinstance(left, int) and isinstance(right, int):
        return max(left, right)
    return left if left == right or right == 0 else right if left == 0 else f"max({left}, {right})"
