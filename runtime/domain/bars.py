"""Bars of many symbols in memory, symbol after symbol, each in time order."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from runtime.domain.column_space import IN_MEMORY, ColumnSpace

Int64s = NDArray[np.int64]
Float64s = NDArray[np.float64]
Bools = NDArray[np.bool_]

NANOSECONDS_PER_SECOND = 1_000_000_000
INSTANT_NS = 1  # the timeframe of a quote
DAY_NS = 86_400 * NANOSECONDS_PER_SECOND


@dataclass(frozen=True, slots=True)
class Bars:
    """Columns of `n` rows over `len(symbols)` symbols; symbol `s` owns rows `starts[s]:starts[s + 1]`.

    A row is a bar or a halt marker (`halted`): a halted row has only a `close`, at which equity is marked;
    indicators do not see it and orders wait. Prices are finite and positive, and lie on `1 / price_scale[s]`;
    what was not so is no longer here (see `market_data`).
    """

    symbols: tuple[str, ...]
    starts: Int64s  # (len(symbols) + 1,)
    ts_open: Int64s  # (n,) nanoseconds UTC
    ts_close: Int64s  # (n,) nanoseconds UTC
    open: Float64s
    high: Float64s
    low: Float64s
    close: Float64s
    volume: Float64s
    halted: Bools
    price_scale: Int64s  # (len(symbols),) grid units per 1.0 of price, a power of ten
    timeframe_ns: int
    bid: Float64s | None = None  # NaN where there is no quote
    ask: Float64s | None = None
    space: ColumnSpace = field(default=IN_MEMORY, compare=False)  # for what is derived row by row

    @property
    def rows(self) -> int:
        return len(self.ts_open)

    def rows_of(self, symbol: int) -> slice:
        """Return the rows of the symbol with this index."""
        return slice(int(self.starts[symbol]), int(self.starts[symbol + 1]))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The distinct opening times of a set of bars, and where each row stands in it."""

    ts_open: Int64s  # (slots,) strictly increasing, nanoseconds UTC
    ts_close: Int64s  # (slots,) the latest close among the rows of the slot
    slot: NDArray[np.int32]  # (rows,) index into ts_open
