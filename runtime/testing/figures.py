"""The figures of a run that expectations may compare."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from runtime.backtest.metrics.compute import Metrics
from runtime.domain.outcome import Outcome

_COUNTS = ("entries", "exits", "trades", "open_trades", "fills")


def run_figures(metrics: Metrics, outcome: Outcome) -> dict[str, float]:
    """Return every figure of a run by name; NaN where it is undefined, as infinite ones are."""
    entries, exits = count_entries_and_exits(outcome.fills)
    figures = {name: float(value) for name, value in metrics.items()}
    defined = {name: value if math.isfinite(value) else math.nan for name, value in figures.items()}
    return {**defined, "entries": float(entries), "exits": float(exits)}


def idle_figures() -> Mapping[str, float]:
    """Return what is known of a run that could not decide anything: nothing happened."""
    return dict.fromkeys(_COUNTS, 0.0) | {"total_return": 0.0}


def count_entries_and_exits(fills: NDArray[np.void]) -> tuple[int, int]:
    """Count the fills that open or add to a position, and those that reduce or close one.

    Args:
        fills: FILL records of any number of accounts, each account's in time order.
    """
    held: dict[tuple[int, int], int] = {}
    entries = 0
    for account, symbol, side, quantity in fills[["account", "symbol", "side", "quantity"]].tolist():
        before = held.get((account, symbol), 0)
        entries += before * side >= 0
        held[account, symbol] = before + side * quantity
    return entries, len(fills) - entries
