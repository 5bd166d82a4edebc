"""Parts of a set of bars: some symbols, or a span of time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bars, Int64s
from runtime.market_data.errors import DataError
from runtime.market_data.raw_rows import require_symbols

_ROW_COLUMNS = ("ts_open", "ts_close", "open", "high", "low", "close", "volume", "halted", "bid", "ask")


def select_symbols(bars: Bars, names: Sequence[str]) -> Bars:
    """Return the bars of the named symbols in the order named; views where they are neighbours in that order.

    Raises:
        DataError: a symbol that is not there, or none named.
    """
    index = {name: s for s, name in enumerate(bars.symbols)}
    chosen = np.array([index[name] for name in require_symbols(names, bars.symbols)], np.int64)
    return _take(bars, chosen, bars.starts[chosen], bars.starts[chosen + 1])


def select_span(bars: Bars, start_ns: int | None, end_ns: int | None) -> Bars:
    """Return the bars that open at or after `start_ns` and before `end_ns`, without symbols that have none.

    Raises:
        DataError: no bar opens then.
    """
    first = bars.starts[:-1] if start_ns is None else _first_at(bars, start_ns)
    last = bars.starts[1:] if end_ns is None else _first_at(bars, end_ns)
    chosen = np.flatnonzero(first < last)
    if not len(chosen):
        raise DataError(
            f"no bar opens {_span_text(start_ns, end_ns)}",
            f"the data runs from {_day(int(bars.ts_open.min()))} to {_day(int(bars.ts_open.max()))}",
        )
    return _take(bars, chosen, first[chosen], last[chosen])


def take_rows(bars: Bars, rows: NDArray[np.intp], symbol: str) -> Bars:
    """Return some rows of one symbol."""
    place = bars.symbols.index(symbol)
    columns: dict[str, Any] = {
        name: None if (column := getattr(bars, name)) is None else column[rows] for name in _ROW_COLUMNS
    }
    return replace(
        bars,
        symbols=(symbol,),
        starts=np.array([0, len(rows)], np.int64),
        price_scale=bars.price_scale[place : place + 1],
        **columns,
    )


def _first_at(bars: Bars, ts: int) -> Int64s:
    """Return each symbol's first row that opens at or after a time, its end where there is none."""
    rows = (bars.rows_of(s) for s in range(len(bars.symbols)))
    return np.array([r.start + int(np.searchsorted(bars.ts_open[r], ts)) for r in rows], np.int64)


def _take(bars: Bars, chosen: Int64s, first: Int64s, last: Int64s) -> Bars:
    """Return the rows `first[i]:last[i]` of each chosen symbol."""
    starts = np.concatenate(([0], np.cumsum(last - first)))
    if (first[1:] == last[:-1]).all():
        runs = [slice(int(first[0]), int(last[-1]))]
    else:
        runs = [slice(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    columns: dict[str, Any] = {
        name: None if (column := getattr(bars, name)) is None else _cut(column, runs) for name in _ROW_COLUMNS
    }
    return replace(
        bars,
        symbols=tuple(bars.symbols[s] for s in chosen.tolist()),
        starts=starts,
        price_scale=bars.price_scale[chosen],
        **columns,
    )


def _cut(column: NDArray[Any], runs: Sequence[slice]) -> NDArray[Any]:
    """Return the runs of rows one after the other, a view of a single one."""
    return column[runs[0]] if len(runs) == 1 else np.concatenate([column[rows] for rows in runs])


def _span_text(start_ns: int | None, end_ns: int | None) -> str:
    since = "" if start_ns is None else f"from {_day(start_ns)}"
    until = "" if end_ns is None else f"before {_day(end_ns)}"
    return f"{since} {until}".strip()


def _day(ns: int) -> str:
    return str(np.datetime64(ns, "ns").astype("datetime64[D]"))
