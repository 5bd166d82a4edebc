"""The bars of one instrument, as the decisions on all symbols see them."""

import numpy as np

from runtime.domain.bars import Bars
from runtime.domain.errors import RunError
from runtime.market_data.aggregate import CoarseBars
from runtime.market_data.selection import take_rows
from runtime.market_data.suggestion import suggest


def instrument_bars(bars: Bars, symbol: str) -> CoarseBars:
    """Return the bars of one symbol, without halts, and how many have closed with or before each row of all.

    Raises:
        RunError: the data has no such symbol.
    """
    if symbol not in bars.symbols:
        raise RunError(
            f"the strategy looks at {symbol}, and the data has no such symbol", suggest(symbol, bars.symbols)
        )
    own = bars.rows_of(bars.symbols.index(symbol))
    found = take_rows(bars, own.start + np.flatnonzero(~bars.halted[own]), symbol)
    return CoarseBars(found, np.searchsorted(found.ts_close, bars.ts_close, side="right"))
