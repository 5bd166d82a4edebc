"""The account part of a program: conditions over values of the account, as postfix terms.

Each term pushes a value or replaces those on top: `payload`, `fixed` and `fold` push the value with that
index, `ledger` the value of the account that `name` says; every other kind is an operation on numbers, of
which a bool is 1, 0 or na.
"""

from dataclasses import dataclass

ELEMENTARY = frozenset({"max", "min", "abs"})  # the elementary functions that there are terms for


@dataclass(frozen=True, slots=True)
class Term:
    kind: str
    index: int = 0
    name: str = ""


Terms = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class EntryFoldTerms:
    """A `var` since entry: its value at the bar of the first fill, and at each later one."""

    initial: Terms
    following: Terms


@dataclass(frozen=True, slots=True)
class AccountPart:
    """`conditions` has an entry a rule, then one an alert, empty where the market alone decides it.

    `messages` are those of the rules, then of the alerts: each pushes the values that stand in its text.
    """

    conditions: tuple[Terms, ...] = ()
    folds: tuple[EntryFoldTerms, ...] = ()
    messages: tuple[Terms, ...] = ()
