"""The type of an expression: what it measures, on which clock it moves, and when it is known."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Unit(StrEnum):
    NUMBER = "number"
    RATIO = "ratio"
    PRICE = "price"
    VOLUME = "volume"
    MONEY = "money"
    QUANTITY = "quantity"
    DURATION = "duration"
    TIME = "time"
    DATE = "date"
    WEEKDAY = "weekday"
    BOOL = "bool"
    TEXT = "text"
    RECORD = "record"
    BROKER = "broker"
    UNKNOWN = "unknown"  # of an expression that was reported already: fits everything


class Stage(IntEnum):
    """When a value is known; each stage may read the ones before it."""

    CONST = 0
    PARAM = 1
    MARKET = 2
    CROSS_SECTIONAL = 3
    ACCOUNT = 4


MOST_BARS = 1_000_000  # of a window or a history index: more is a slip, and state must be allocated for it
NO_CLOCK = -1  # of constants and parameters
DECISION_CLOCK = 0  # the finest timeframe; coarser ones are 1, 2, ... in order of length


@dataclass(frozen=True, slots=True)
class Type:
    """`fields` names the parts of a record with their units, in order."""

    unit: Unit
    stage: Stage = Stage.CONST
    clock: int = NO_CLOCK
    fields: tuple[tuple[str, Unit], ...] = ()

    @property
    def is_fixed(self) -> bool:
        """True if the value is the same on every bar of a run."""
        return self.stage <= Stage.PARAM

    @property
    def adapts(self) -> bool:
        """True for a bare number, which takes the unit of what it meets."""
        return self.unit is Unit.NUMBER and self.is_fixed

    def with_unit(self, unit: Unit) -> "Type":
        return Type(unit, self.stage, self.clock)


UNKNOWN = Type(Unit.UNKNOWN, Stage.MARKET, DECISION_CLOCK)


def joined(unit: Unit, *types: Type) -> Type:
    """Return the type of something made of parts: the latest stage, and one clock or the decision clock."""
    clocks = {part.clock for part in types if part.clock != NO_CLOCK}
    clock = clocks.pop() if len(clocks) == 1 else DECISION_CLOCK if clocks else NO_CLOCK
    return Type(unit, max((part.stage for part in types), default=Stage.CONST), clock)
