"""A difference between two versions of a strategy, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How two versions of a strategy relate; each is more than those before it."""

    IDENTICAL = "identical"  # they differ in formatting, comments and names of definitions, if at all
    COSMETIC = "cosmetic"  # also in what people see or an optimiser tries; every run decides the same
    BEHAVIOURAL = "behavioural"  # runs may decide otherwise


@dataclass(frozen=True, slots=True)
class Change:
    """`old` and `new` are what the texts say, empty where one says nothing."""

    verdict: Verdict
    what: str
    old: str
    new: str


def verdict_of(changes: Iterable[Change]) -> Verdict:
    """Return what all changes together are."""
    order = list(Verdict)
    return max((change.verdict for change in changes), key=order.index, default=Verdict.IDENTICAL)
