"""The statistics a run reports, found by looking through the `statistics` folder."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from runtime.backtest.metrics.sample import Sample

Compute = Callable[[Sample], float]


class Group(Enum):
    """Where a statistic is shown, in this order."""

    RETURN = "Return"
    RISK = "Risk"
    TRADES = "Trades"
    COSTS = "Costs"
    DATA = "Data"


class Unit(Enum):
    """How a statistic is shown; ratios shown as percent are fractions in the data."""

    PERCENT = "percent"
    GAIN = "gain"  # a percentage whose sign is good or bad news
    NUMBER = "number"
    MONEY = "money"
    COUNT = "count"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One figure of a run: `name` is its key in JSON, `label` its name on a screen."""

    name: str
    label: str
    group: Group
    unit: Unit
    place: int  # order within the group
    compute: Compute


_registered: dict[str, Statistic] = {}


def statistic(label: str, group: Group, unit: Unit, place: int) -> Callable[[Compute], Compute]:
    """Register the decorated function under its own name."""

    def register(compute: Compute) -> Compute:
        name = compute.__name__
        if name in _registered:
            raise ValueError(f"the statistic `{name}` is defined twice")
        _registered[name] = Statistic(name, label, group, unit, place, compute)
        return compute

    return register


@cache
def all_statistics() -> tuple[Statistic, ...]:
    """Return every statistic, ordered by group and place."""
    package = importlib.import_module("runtime.backtest.metrics.statistics")
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
    groups = list(Group)
    return tuple(sorted(_registered.values(), key=lambda s: (groups.index(s.group), s.place, s.name)))
