"""Which bar is meant."""

import numpy as np

from runtime.backtest.report.number_text import time_text
from runtime.domain.bars import DAY_NS, Bars
from runtime.domain.errors import RunError
from runtime.market_data.suggestion import suggest

_SHOWN = 3


def find_row(bars: Bars, symbol: str, moment_ns: int, *, is_date: bool) -> int:
    """Return the row of a symbol's bar that opens at a moment or holds it, or is the only one of a date.

    Raises:
        RunError: there is none, or several: the message names bars there are.
    """
    if symbol not in bars.symbols:
        raise RunError(f"no symbol '{symbol}' in the data", suggest(symbol, bars.symbols))
    rows = bars.rows_of(bars.symbols.index(symbol))
    ts = bars.ts_open[rows]
    first, past = np.searchsorted(ts, (moment_ns, moment_ns + DAY_NS))
    if is_date and past - first == 1:
        return int(rows.start + first)
    if is_date and past > first:
        shown = ", ".join(time_text(int(each), 0) for each in ts[first : first + _SHOWN])
        raise RunError(f"{symbol} has {past - first} bars on that day", f"name one of them: {shown}, …")
    last = int(np.searchsorted(ts, moment_ns, side="right")) - 1
    if not is_date and last >= 0 and moment_ns < int(ts[last]) + bars.timeframe_ns:
        return int(rows.start) + last
    begin = max(min(last, len(ts) - 2), 0)
    near = ts[begin : begin + _SHOWN]
    shown = ", ".join(time_text(int(each), 0) for each in near)
    raise RunError(f"{symbol} has no bar then", f"bars near it: {shown}")
