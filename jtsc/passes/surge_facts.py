"""What is told of a detected surge: how far the price has risen, and how much is traded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jtsc.ir import hir
from jtsc.ir.children import children
from jtsc.typesys.types import DECISION_CLOCK, Unit


@dataclass(frozen=True, slots=True)
class SurgeFacts:
    """Values of a rule's own condition, None where it looks at no such thing."""

    change: hir.Expr | None = None  # its first price_change
    volume_ratio: hir.Expr | None = None  # volume over the average volume that it looks at

    @property
    def values(self) -> tuple[hir.Expr, ...]:
        """Return those there are."""
        return tuple(value for value in (self.change, self.volume_ratio) if value is not None)


def surge_facts(rule: hir.Rule, bindings: Mapping[str, hir.Binding]) -> SurgeFacts:
    """Return the facts of a rule of `surge_detection`; of other sections nothing is told."""
    if rule.section != "surge_detection":
        return SurgeFacts()
    parts = list(_parts(rule.condition, bindings))
    change = next((part for part in parts if _is_call(part, "price_change")), None)
    average = next((part for part in parts if _is_average_volume(part)), None)
    return SurgeFacts(change, None if average is None else _over_volume(average))


def _parts(expr: hir.Expr, bindings: Mapping[str, hir.Binding]) -> Iterator[hir.Expr]:
    """Yield an expression and all below it, through names, from left to right."""
    pending = [expr]
    while pending:
        part = pending.pop()
        if isinstance(part, hir.Reference):
            pending.append(bindings[part.name].expr)
            continue
        yield part
        pending.extend(reversed(children(part)))


def _is_call(expr: hir.Expr, name: str) -> bool:
    return (
        isinstance(expr, hir.Indicator) and expr.signature.name == name and expr.type.clock == DECISION_CLOCK
    )


def _is_average_volume(expr: hir.Expr) -> bool:
    """Tell whether this is `avg_volume`, which the prelude writes as SMA(volume, period)[1]."""
    if not isinstance(expr, hir.History) or not isinstance(expr.operand, hir.Indicator):
        return False
    source = expr.operand.inputs[0] if expr.operand.inputs else None
    return _is_call(expr.operand, "SMA") and isinstance(source, hir.Column) and source.name == "volume"


def _over_volume(average: hir.Expr) -> hir.Expr:
    volume = hir.Column(average.span, average.type.with_unit(Unit.VOLUME), "volume")
    return hir.Arithmetic(average.span, average.type.with_unit(Unit.RATIO), "/", volume, average)
