"""Conditions over values of the account, as terms: what the market alone decides in them is a payload.

Such a rule has two parts. Its mask says where the market leaves it possible (see `lower_conditions`): the
account is asked nowhere else. What the account then evaluates are the terms of the whole condition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jtsc.ir import hir
from jtsc.ir.account import AccountPart, EntryFoldTerms, Term
from jtsc.ir.as_number import as_number
from jtsc.ir.dump import dump_tree
from jtsc.typesys.types import Stage


@dataclass(slots=True)
class Leaves:
    """What terms push by index: values of the market, and values known before the run, each once."""

    payloads: list[hir.Expr]
    fixed: list[hir.Expr]
    _places: dict[str, Term] = field(default_factory=dict)

    def term(self, expr: hir.Expr) -> Term:
        """Return the term that pushes a value of the market or a fixed one."""
        key = dump_tree(expr)
        found = self._places.get(key)
        if found is None:
            kind, held = ("fixed", self.fixed) if expr.type.is_fixed else ("payload", self.payloads)
            found = self._places[key] = Term(kind, len(held))
            held.append(as_number(expr))
        return found


def account_part(program: hir.Program, leaves: Leaves) -> AccountPart:
    """Return the account part of a program; what its terms push is added to `leaves`."""
    folds = sorted(
        (each.expr for each in program.bindings.values() if isinstance(each.expr, hir.EntryFold)),
        key=lambda fold: fold.number,
    )
    terms = _Terms(program.bindings, leaves, {fold.number: place for place, fold in enumerate(folds)})
    conditions = (
        tuple(terms.of(condition)) if condition.type.stage is Stage.ACCOUNT else ()
        for condition in program.conditions
    )
    return AccountPart(
        tuple(conditions),
        tuple(EntryFoldTerms(tuple(terms.of(f.initial)), tuple(terms.of(f.following))) for f in folds),
        tuple(tuple(terms.of_message(message)) for message in program.messages),
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    bindings: Mapping[str, hir.Binding]
    leaves: Leaves
    folds: Mapping[int, int]  # the place of a fold by its number

    def of(self, expr: hir.Expr) -> Iterator[Term]:
        """Yield the terms of an expression, operands first."""
        if expr.type.stage is not Stage.ACCOUNT:
            yield self.leaves.term(expr)
            return
        match expr:
            case hir.Reference():
                yield from self.of(self.bindings[expr.name].expr)
            case hir.AccountValue():
                yield Term("ledger", name=expr.name)
            case hir.Held():
                yield Term("fold", self.folds[expr.fold])
            case hir.EntryFold():
                yield Term("fold", self.folds[expr.number])
            case hir.Arithmetic() | hir.Comparison() | hir.Logical():
                yield from self._operation(expr.operator, expr.left, expr.right)
            case hir.Elementary():
                yield from self._operation(expr.function, *expr.operands)
            case hir.Negative():
                yield from self._operation("negative", expr.operand)
            case hir.Negation():
                yield from self._operation("NOT", expr.operand)
            case hir.Within():
                yield from self._operation("between", expr.operand, expr.low, expr.high)
            case hir.Choice():
                yield from self._operation("choice", expr.condition, expr.then, expr.otherwise)
            case _:
                raise TypeError(f"{type(expr).__name__} over values of the account")

    def of_message(self, message: hir.Message) -> Iterator[Term]:
        """Yield the terms that push the values of a message."""
        for part in message.parts:
            if not isinstance(part, str | hir.SymbolText):
                yield from self.of(part)

    def _operation(self, kind: str, *operands: hir.Expr) -> Iterator[Term]:
        for operand in operands:
            yield from self.of(operand)
        yield Term(kind)
