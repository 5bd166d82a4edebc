"""How intents become orders: the `execution` section and the run's own settings."""

from dataclasses import dataclass
from enum import IntEnum


class SizeAt(IntEnum):
    """The moment whose prices fix the size of an opening order."""

    DECISION = 0  # the close of the deciding bar; cash is reserved there
    FILL = 1  # the fill price, as engines that size an order when it fills


@dataclass(frozen=True, slots=True)
class Execution:
    """`initial_cash` (cash units) is that of each account; `per_symbol` gives every symbol its own.

    `pyramiding` is the number of entries a position may have; `participation` the share of a bar's volume
    that fills may take, in 1 / `RATIO_SCALE`, None: all that is asked for. `priority` is the payload by which
    entries of one moment take turns, the largest first; None: universe order.
    """

    initial_cash: int
    size_at: SizeAt = SizeAt.DECISION
    pyramiding: int = 1
    per_symbol: bool = False
    close_at_end: bool = False
    participation: int | None = None
    priority: int | None = None
