"""Conditions over values of the account, as arrays: postfix terms, each in three-valued logic."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class TermKind(IntEnum):
    """What a term does with the stack of numbers; a bool is 1, 0 or NaN, and NaN is na."""

    NUMBER = 0  # pushes `value`
    PAYLOAD = 1  # pushes the payload with this `index` at the row
    LEDGER = 2  # pushes the `AccountValue` with this `index`
    FOLD = 3  # pushes the value of the fold with this `index`
    ADD = 4
    SUBTRACT = 5
    MULTIPLY = 6
    DIVIDE = 7
    NEGATIVE = 8
    LESS = 9
    AT_MOST = 10
    GREATER = 11
    AT_LEAST = 12
    EQUAL = 13
    UNEQUAL = 14
    AND = 15
    OR = 16
    NOT = 17
    BETWEEN = 18
    CHOICE = 19
    LARGEST = 20
    SMALLEST = 21
    SIZE = 22


class AccountValue(IntEnum):
    """The values of the account, as the prelude declares them."""

    EQUITY = 0
    CASH = 1
    POSITIONS = 2
    QUANTITY = 3
    ENTRY_PRICE = 4
    UNREALIZED_RETURN = 5
    PNL = 6
    BARS_HELD = 7


TERM = np.dtype([("kind", np.int16), ("index", np.int32), ("value", np.float64)], align=True)

# Where the terms of a value that lives with a position stand.
ENTRY_FOLD = np.dtype(
    [
        ("initial_begin", np.int32),
        ("initial_end", np.int32),
        ("following_begin", np.int32),
        ("following_end", np.int32),
    ],
    align=True,
)


# What a message tells: its terms leave `values` numbers on the stack.
MESSAGE = np.dtype([("begin", np.int32), ("end", np.int32), ("values", np.int32)], align=True)

# A condition that is told of: its bit follows those of the rules, its terms are as a rule's.
ALERT = np.dtype(
    [
        ("when_begin", np.int32),
        ("when_end", np.int32),
        ("first_message", np.int32),
        ("end_message", np.int32),
    ],
    align=True,
)


@dataclass(frozen=True, slots=True)
class AccountTerms:
    """The terms of all rules, folds, alerts and messages in one row; each says which are its own."""

    terms: NDArray[np.void] = field(default_factory=lambda: np.empty(0, TERM))  # TERM
    folds: NDArray[np.void] = field(default_factory=lambda: np.empty(0, ENTRY_FOLD))  # ENTRY_FOLD
    alerts: NDArray[np.void] = field(default_factory=lambda: np.empty(0, ALERT))  # ALERT
    messages: NDArray[np.void] = field(default_factory=lambda: np.empty(0, MESSAGE))  # MESSAGE
    deepest: int = 0  # numbers on the stack at most

    @property
    def widest(self) -> int:
        """Return how many values a message has at most."""
        return int(self.messages["values"].max(initial=0))
