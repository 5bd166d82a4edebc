"""The limits of a strategy with the values of a run's parameters."""

from jtsc.artifact import Artifact
from runtime.domain.errors import RunError
from runtime.domain.grid import RATIO_SCALE
from runtime.domain.limits import RiskLimits

_LARGEST_RATIO = 10.0
_MOST_POSITIONS = 1_000_000


def risk_limits(artifact: Artifact, settled: tuple[float, ...]) -> RiskLimits:
    """Return the limits of the strategy, what was settled for its parameters put in.

    Raises:
        RunError: a parameter gives a limit a value that it cannot have, as the checker has it.
    """
    limits: dict[str, int] = {}
    for name, limit in artifact.limits.items():
        if name in artifact.distances:
            limits[f"{name}_distance"] = limit.index
        elif name == "max_positions":
            limits[name] = _count(name, settled[limit.index])
        elif name == "cooldown":
            limits["cooldown_ns"] = _span(name, settled[limit.index])
        else:
            limits[name] = _ratio(name, settled[limit.index])
    return RiskLimits(**limits, flatten_on_breach=artifact.flatten_on_breach)


def _ratio(name: str, value: float) -> int:
    if not 0 < value <= _LARGEST_RATIO:
        raise RunError(
            f"{name} is {value * 100:g} %",
            "give its parameters values that make it above 0 % and at most 1000 %",
        )
    return round(value * RATIO_SCALE)


def _count(name: str, value: float) -> int:
    if value != int(value) or not 1 <= value <= _MOST_POSITIONS:
        raise RunError(
            f"{name} is {value:g}", "give its parameters values that make it a whole number from 1 on"
        )
    return int(value)


def _span(name: str, value: float) -> int:
    if not value > 0:
        raise RunError(f"{name} is no time at all", "give its parameters values that make it above zero")
    return int(value)
