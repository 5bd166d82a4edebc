"""Rows that were kept out: why, how many, and the first few of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

import numpy as np

from runtime.domain.bars import DAY_NS, NANOSECONDS_PER_SECOND, Bools
from runtime.market_data.row_order import GroupedRows
from runtime.market_data.timestamps import NO_TIME

EXAMPLES = 3  # rows shown a reason


class Reason(IntEnum):
    """Why a row is bad, in the order in which it is judged; 0 in an array of reasons is a good row."""

    MALFORMED = 1
    NO_TIME = 2
    NO_SYMBOL = 3
    HALT_WITH_VOLUME = 4
    PRICE_NOT_FINITE = 5
    PRICE_NOT_POSITIVE = 6
    PRICE_OFF_SCALE = 7
    HIGH_BELOW_LOW = 8
    OUTSIDE_RANGE = 9
    BAD_VOLUME = 10
    DUPLICATE_TIME = 11
    BACKWARD_TIME = 12
    BAD_QUOTE = 13

    @property
    def text(self) -> str:
        """Return the reason as a trader reads it."""
        return _TEXT[self]

    @property
    def keeps_bar(self) -> bool:
        """Tell whether only a part of the row was dropped."""
        return self is Reason.BAD_QUOTE


_TEXT = {
    Reason.MALFORMED: "wrong number of fields",
    Reason.NO_TIME: "time missing, unreadable or not within 1900 to 2199",
    Reason.NO_SYMBOL: "symbol missing",
    Reason.HALT_WITH_VOLUME: "halt marker that carries volume",
    Reason.PRICE_NOT_FINITE: "price missing, not a number or infinite",
    Reason.PRICE_NOT_POSITIVE: "price zero or negative",
    Reason.PRICE_OFF_SCALE: "price below 1e-9 or above 3.5e13",
    Reason.HIGH_BELOW_LOW: "high below low",
    Reason.OUTSIDE_RANGE: "open or close outside low to high",
    Reason.BAD_VOLUME: "volume missing, negative or infinite",
    Reason.DUPLICATE_TIME: "second row of the same time",
    Reason.BACKWARD_TIME: "time goes backward",
    Reason.BAD_QUOTE: "bid or ask not positive, or ask below bid (bar kept, quote dropped)",
}


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One example; `symbol` is empty and `ts_open` None where the row does not say."""

    symbol: str
    ts_open: int | None  # nanoseconds UTC
    what: str

    @property
    def text(self) -> str:
        """Return the row as a trader finds it again.

        >>> RejectedRow("005930", 1_600_041_600_000_000_000, "open -5").text
        '005930 2020-09-14: open -5'
        """
        if self.ts_open is None:
            return f"{self.symbol}: {self.what}" if self.symbol else self.what
        form = "%Y-%m-%d" if self.ts_open % DAY_NS == 0 else "%Y-%m-%d %H:%M"
        time = datetime.fromtimestamp(self.ts_open // NANOSECONDS_PER_SECOND, UTC)
        return f"{self.symbol} {time:{form}}: {self.what}"


@dataclass(frozen=True, slots=True)
class Rejected:
    """All rows kept out for one reason, with the first `EXAMPLES` of them."""

    reason: Reason
    count: int
    examples: tuple[RejectedRow, ...]


def rejected_rows(rows: GroupedRows, reason: Reason, where: Bools) -> Rejected:
    """Return the rows that are bad for one reason, those of the first symbols and times as examples."""
    indices = np.flatnonzero(where)
    examples = (_example(rows, row) for row in indices[:EXAMPLES].tolist())
    return Rejected(reason, len(indices), tuple(examples))


def rejected_lines(lines: Sequence[str]) -> Rejected:
    """Return the lines of a file that are no rows."""
    examples = (RejectedRow("", None, line) for line in lines[:EXAMPLES])
    return Rejected(Reason.MALFORMED, len(lines), tuple(examples))


def _example(rows: GroupedRows, row: int) -> RejectedRow:
    symbol = rows.symbols[int(np.searchsorted(rows.starts, row, side="right")) - 1]
    ts = int(rows.ts_open[row])
    what = ", ".join(f"{role} {values[row]:.15g}" for role, values in rows.numbers.items())
    return RejectedRow(symbol, None if ts == NO_TIME else ts, what)
