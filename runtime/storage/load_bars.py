"""Bars out of a store, written straight into the arrays that a run works on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bars, Float64s
from runtime.domain.column_space import IN_MEMORY, ColumnSpace
from runtime.market_data.price_grid import LARGEST_UNITS, PriceGrid, snap_prices
from runtime.market_data.timeframe import timeframe_label
from runtime.storage.errors import StorageError
from runtime.storage.ports import AMOUNT, COLUMNS, BarStore, Selection, StoredSeries
from runtime.storage.source_choice import choose_series

_PRICES = ("open", "high", "low", "close")
_REQUIRED = (*_PRICES, "volume")
_QUOTES = ("bid", "ask")

Columns = dict[str, NDArray[Any]]


def load_bars(
    store: BarStore,
    timeframe_ns: int,
    *,
    symbols: Sequence[str] | None = None,
    start_ns: int | None = None,
    end_ns: int | None = None,
    warm_up: int = 0,
    columns: Collection[str] = COLUMNS,
    sources: Sequence[str] = (),
    space_of: Callable[[int], ColumnSpace] = lambda rows: IN_MEMORY,
) -> Bars:
    """Return bars as `read_bars` would from the files they came from.

    Args:
        store: where they are.
        timeframe_ns: the span of a bar.
        symbols: in the order wanted; None for all, by code point. Those without a bar in the span are left
            out.
        start_ns: only bars that open at or after this time, nanoseconds UTC.
        end_ns: only bars that open before this time.
        warm_up: bars, halts not counted, to have before `start_ns` of every symbol that trades after it: the
            span begins so much earlier, for all symbols at once.
        columns: of `COLUMNS`, what to read. All others share one array of NaN; `bid` and `ask` are None,
            as they are where no bar has a quote.
        sources: whose bars to take; of two of the same symbol and time, that of the source named first. May
            be left out where every symbol has one source.
        space_of: where so many bars lie.

    Raises:
        StorageError: a symbol or a source that is not there, several sources and none named, or no bar.
    """
    series = choose_series(store, timeframe_ns, symbols, sources)
    names = sorted({each.symbol for each in series}) if symbols is None else list(dict.fromkeys(symbols))
    selection = Selection(tuple(names), timeframe_ns, _in_order(sources, series), start_ns, end_ns)
    if warm_up and start_ns is not None and (first_ns := store.warm_start(selection, warm_up)) is not None:
        selection = replace(selection, start_ns=first_ns)
    counts = store.count(selection)
    names = [name for name in names if name in counts]
    if not names:
        raise StorageError(
            f"the store has no {timeframe_label(timeframe_ns)} bar of these symbols in this span",
            "`jtsc data list` shows what there is",
        )
    starts = np.concatenate(([0], np.cumsum([counts[name] for name in names], dtype=np.int64)))
    wanted = [name for name in COLUMNS if name in columns]
    space = space_of(int(starts[-1]))
    first_row = dict(zip(names, starts.tolist(), strict=False))
    rows = _read_rows(store, selection, wanted, counts, first_row, space)
    grid = _price_grid(names, series)
    prices = [name for name in _PRICES if name in rows]
    snapped, _ = snap_prices(starts, names, [rows[name] for name in prices], grid)
    rows |= dict(zip(prices, snapped, strict=True))
    return Bars(
        symbols=tuple(names),
        starts=starts,
        ts_open=rows["ts_open"],
        ts_close=np.add(rows["ts_open"], timeframe_ns, out=space.empty(len(rows["ts_open"]), np.int64)),
        halted=rows["halted"],
        price_scale=grid.price_scale,
        timeframe_ns=timeframe_ns,
        space=space,
        **_required(rows, space),
        **{name: rows[name] for name in _QUOTES if name in rows and not np.isnan(rows[name]).all()},
    )


def load_amounts(
    store: BarStore,
    bars: Bars,
    *,
    start_ns: int | None = None,
    end_ns: int | None = None,
    sources: Sequence[str] = (),
) -> Float64s | None:
    """Return the traded value of each bar, NaN where it is not known; None if it is of none.

    Args:
        store: where the bars are from.
        bars: what `load_bars` returned for the same span and sources, without a warm-up.
        start_ns: as for `load_bars`, and so are `end_ns` and `sources`.

    Raises:
        StorageError: the store has changed since.
    """
    series = choose_series(store, bars.timeframe_ns, bars.symbols, sources)
    names, ordered = bars.symbols, _in_order(sources, series)
    selection = Selection(names, bars.timeframe_ns, ordered, start_ns, end_ns)
    counts = store.count(selection)
    if [counts.get(name) for name in names] != np.diff(bars.starts).tolist():
        raise _changed()
    first_row = dict(zip(names, bars.starts.tolist(), strict=False))
    amount: Float64s = _read_rows(store, selection, (AMOUNT,), counts, first_row)[AMOUNT]
    return None if np.isnan(amount).all() else amount


def _in_order(sources: Sequence[str], series: Sequence[StoredSeries]) -> tuple[str, ...]:
    """Return the sources of the series, those named first in their order."""
    present = {each.source for each in series}
    return tuple(name for name in sources if name in present) or tuple(sorted(present))


def _read_rows(
    store: BarStore,
    selection: Selection,
    columns: Sequence[str],
    counts: Mapping[str, int],
    first_row: Mapping[str, int],
    space: ColumnSpace = IN_MEMORY,
) -> Columns:
    """Return the columns of the selected bars, each symbol's from its first row on."""
    total = sum(counts.values())
    rows: Columns = {"ts_open": space.empty(total, np.int64), "halted": space.empty(total, np.bool_)}
    rows |= {name: space.empty(total, np.float64) for name in columns}
    # The store counts and yields the symbols in its own order.
    ends = np.cumsum(list(counts.values()))
    shift = np.array([first_row[name] for name in counts]) - (ends - list(counts.values()))
    done = 0
    for piece in store.read(selection, columns):
        until = done + len(piece["ts_open"])
        if until > total:
            raise _changed()
        symbol = int(np.searchsorted(ends, done, side="right"))
        begin = done
        while begin < until:
            end = min(until, int(ends[symbol]))
            target = slice(begin + int(shift[symbol]), end + int(shift[symbol]))
            for name, values in piece.items():
                rows[name][target] = values[begin - done : end - done]
            begin, symbol = end, symbol + 1
        done = until
    if done != total:
        raise _changed()
    return rows


def _changed() -> StorageError:
    return StorageError("the store was written to while it was read", "run the command again")


def _price_grid(names: Sequence[str], series: Sequence[StoredSeries]) -> PriceGrid:
    """Return a grid that holds the prices of all chosen series of each symbol, coarser where it could not."""
    places = dict.fromkeys(names, 0)
    highest = dict.fromkeys(names, 0.0)
    for each in series:
        if each.symbol in places:
            places[each.symbol] = max(places[each.symbol], each.price_places)
            highest[each.symbol] = max(highest[each.symbol], each.highest_price)
    fitting = [
        next(k for k in range(places[name], -1, -1) if highest[name] * 10**k < LARGEST_UNITS)
        for name in names
    ]
    is_decimal = np.array([places[name] for name in names]) == fitting
    return PriceGrid(10 ** np.array(fitting, np.int64), is_decimal)


def _required(rows: Columns, space: ColumnSpace) -> dict[str, Float64s]:
    missing = [name for name in _REQUIRED if name not in rows]
    unread = space.empty(len(rows["ts_open"]) if missing else 0, np.float64)
    unread.fill(np.nan)
    return {name: rows.get(name, unread) for name in _REQUIRED}
