"""What values an expression may have, as far as its name tells."""

import math
from dataclasses import dataclass

from jtsc.ir import hir

_FROM_0_TO_100 = ("RSI",)


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from `low` to `high`; an open end is not one of them."""

    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False

    @property
    def is_empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))

    def intersect(self, other: "Interval") -> "Interval":
        """Return the values that are in both.

        >>> Interval(low=1.0).intersect(Interval(high=1.0, open_high=True)).is_empty
        True
        """
        low, open_low = max((self.low, self.open_low), (other.low, other.open_low))
        high, closed_high = min((self.high, not self.open_high), (other.high, not other.open_high))
        return Interval(low, high, open_low, not closed_high)


def allowed(operator: str, bound: float) -> Interval:
    """Return the values for which `value operator bound` holds; of `!=`, all of them."""
    match operator:
        case "<" | "<=":
            return Interval(high=bound, open_high=operator == "<")
        case ">" | ">=":
            return Interval(low=bound, open_low=operator == ">")
        case "==":
            return Interval(bound, bound)
    return Interval()


def possible(expr: hir.Expr) -> Interval:
    """Return the values that an expression may have on any bar."""
    if isinstance(expr, hir.Column):
        return Interval(low=0.0, open_low=expr.name != "volume")
    if isinstance(expr, hir.Indicator) and expr.signature.name in _FROM_0_TO_100:
        return Interval(0.0, 100.0)
    return Interval()
