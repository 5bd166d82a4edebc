"""A strategy's rules as data: what each does when it is true, and where it is true."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from runtime.domain.account_terms import AccountTerms
from runtime.domain.bars import Float64s, Int64s


class Section(IntEnum):
    """The section of the program a rule stands in (`surge_detection` opens longs: ENTRY_LONG)."""

    ENTRY_LONG = 0
    EXIT_LONG = 1
    ENTRY_SHORT = 2
    EXIT_SHORT = 3


class QuantityKind(IntEnum):
    """How a rule says how much."""

    PERCENT_OF_EQUITY = 0  # opening
    PERCENT_OF_POSITION = 1  # closing
    NOTIONAL = 2
    SHARES = 3
    ALL = 4  # opening: free cash less fees; closing: the position
    KELLY = 5  # opening


RULE = np.dtype(
    [
        ("section", np.int8),  # Section
        ("kind", np.int8),  # QuantityKind
        ("payload", np.int32),  # row of the payload that gives the amount bar by bar, -1: `value` does
        ("value", np.int64),  # percent: 1 / RATIO_SCALE, notional: cash units, shares: quantity units
        ("type", np.int8),  # OrderType
        ("tif", np.int8),  # TimeInForce
        ("limit_payload", np.int32),  # row of the payload that gives the limit's price, -1: `limit` does
        ("stop_payload", np.int32),
        ("limit", np.float64),  # a price as the data has it
        ("stop", np.float64),
        ("kelly_lookback", np.int32),  # closed trades looked at
        ("kelly_min_trades", np.int32),  # fewer than these: the fallback
        ("kelly_fraction", np.int64),  # this and the following in 1 / RATIO_SCALE
        ("kelly_fallback", np.int64),
        ("kelly_cap", np.int64),
        ("when_begin", np.int32),  # its terms over the account, see `account_terms`; none: the bit decides
        ("when_end", np.int32),
        ("first_message", np.int32),  # those told when its order is decided
        ("end_message", np.int32),
    ],
    align=True,
)


def _no_payload() -> Float64s:
    return np.empty((0, 0), np.float64)


@dataclass(frozen=True, slots=True)
class Signals:
    """Rules and the bars they are true at.

    Rule `r` is true at row `starts[s] + b` of symbol `s` where bit `b & 63` of
    `bits[r, word_starts[s] + (b >> 6)]` is set. Indicators do not see a halted row: a rule is true there only
    where a bar closes between two quotes, and what is decided waits for the next one. `rules` stand in the
    order of the file. `payload[p, row]` is an amount in natural units (a ratio, currency, shares), read at
    the row of the decision; NaN is no amount. It is there for symbols of which any rule is ever true.
    """

    rules: NDArray[np.void]  # RULE
    bits: NDArray[np.uint64]  # (rules, words), after them those of alerts
    word_starts: Int64s  # (symbols,)
    payload: Float64s = field(default_factory=_no_payload)  # (payloads, rows)
    account: AccountTerms = field(default_factory=AccountTerms)
