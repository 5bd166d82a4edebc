"""What is said of a bar: the values of conditions, and what became of them."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The first thing that decided, in the order in which a decision meets them."""

    HALT = "halt"  # the bar is a halt marker: nothing is decided
    WARM_UP = "warm_up"
    FALSE = "false"  # no condition of the section is true
    UNKNOWN = "na"
    NO_POSITION = "no_position"  # an exit with nothing to close
    IN_POSITION = "in_position"  # an entry on the side that is open
    DROPPED = "dropped"  # by a limit, for want of cash, ...: `code` says
    PLACED = "placed"
    PENDING = "pending"  # an order of the symbol waits already
    ACCOUNT = "account"  # what the condition asks of the account is not true


@dataclass(frozen=True, slots=True)
class PartValue:
    """A part of a condition as a person reads it; `value` is "" where only the account knows it."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class RuleValue:
    """A rule at a bar: true, false, na, or "" where the account decides; its parts with their values."""

    section: str
    line: int
    text: str
    value: str
    parts: tuple[PartValue, ...]


@dataclass(frozen=True, slots=True)
class SectionAnswer:
    """What a section did: `text` is for people, `code` names what dropped an intent."""

    section: str
    outcome: Outcome
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    strategy: str
    symbol: str
    time: str  # when the bar opens, UTC
    sections: tuple[SectionAnswer, ...]
    rules: tuple[RuleValue, ...]
