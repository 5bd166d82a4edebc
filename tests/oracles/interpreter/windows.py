"""Indicators of the last `period` values: na unless all of them are there.

Sums are exact (fractions) and rounded once; `scale` makes a price the exact number of grid units that it is.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

# A deviation below this share of the window's magnitude is what rounding left of equal values: it is 0.
FLAT = Fraction(1, 2**90)


def _last(values: Sequence[float | None], period: int) -> list[float] | None:
    window = list(values[-period:])
    return window if len(window) == period and None not in window else None  # type: ignore[return-value]


def _units(window: list[float], scale: int | None) -> list[Fraction]:
    """Return exact terms: whole grid units of prices, other values as they are."""
    return [Fraction(x) if scale is None else Fraction(round(x * scale)) for x in window]


def sma(values: Sequence[float | None], period: int, scale: int | None) -> float | None:
    """Return the mean; of grid prices rounded once, of other values where summed and where divided."""
    window = _last(values, period)
    if window is None:
        return None
    return float(sum(_units(window, scale))) / (period * (scale or 1))


def wma(values: Sequence[float | None], period: int, scale: int | None) -> float | None:
    """Return the mean whose weights are 1 for the oldest to `period`; its sum is rounded once."""
    window = _last(values, period)
    if window is None:
        return None
    total = sum(weight * x for weight, x in enumerate(_units(window, scale), 1))
    return float(total) / (period * (period + 1) // 2 * (scale or 1))


def stddev(values: Sequence[float | None], period: int, scale: int | None) -> float | None:
    """Return sqrt(n * sum of squares - square of sum) / n."""
    window = _last(values, period)
    if window is None:
        return None
    terms = _units(window, scale)
    squares = period * sum(x * x for x in terms)
    spread = squares - sum(terms) ** 2
    if spread <= FLAT * squares:
        return 0.0
    return math.sqrt(float(spread)) / (period * (scale or 1))


def bbands(
    values: Sequence[float | None], period: int, deviations: float, scale: int | None
) -> dict[str, float] | None:
    middle, deviation = sma(values, period, scale), stddev(values, period, scale)
    if middle is None or deviation is None:
        return None
    width = deviation * deviations
    return {"upper": middle + width, "middle": middle, "lower": middle - width}


def highest(values: Sequence[float | None], period: int) -> float | None:
    window = _last(values, period)
    return None if window is None else max(window)


def lowest(values: Sequence[float | None], period: int) -> float | None:
    window = _last(values, period)
    return None if window is None else min(window)
