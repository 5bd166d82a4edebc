"""How a symbol's value stands among those of all symbols at one time."""

import math

from tests.oracles.interpreter.arithmetic import sum_in_order


def rank(values: list[float], own: int) -> float:
    """1 is the highest; of equal values the first one stands higher."""
    above = sum(value > values[own] for value in values)
    return 1.0 + above + sum(value == values[own] for value in values[:own])


def percentile(values: list[float], own: int) -> float | None:
    """The share of the others that are lower."""
    others = len(values) - 1
    return sum(value < values[own] for value in values) / others if others else None


def zscore(values: list[float], own: int) -> float | None:
    """The distance from the mean of all in their deviations; sums are taken in the universe's order."""
    mean = sum_in_order(values) / len(values)
    distances = [value - mean for value in values]
    deviation = math.sqrt(sum_in_order([each * each for each in distances]) / len(values))
    return distances[own] / deviation if deviation > 0 else None


FUNCTIONS = {"rank": rank, "percentile": percentile, "zscore": zscore}
