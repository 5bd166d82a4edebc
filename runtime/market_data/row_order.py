"""The order of rows: symbol after symbol as they first appear, each in the order of the file."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Float64s, Int64s
from runtime.market_data.raw_rows import RawRows
from runtime.market_data.timestamps import NO_TIME


@dataclass(frozen=True, slots=True)
class GroupedRows:
    """Rows not yet judged; symbol `s` owns rows `starts[s]:starts[s + 1]`, at least one."""

    symbols: tuple[str, ...]  # in order of first appearance
    starts: Int64s  # (len(symbols) + 1,)
    ts_open: Int64s  # (n,) nanoseconds UTC or NO_TIME
    numbers: dict[str, Float64s]  # (n,) by role
    was_newest_first: bool  # the file's order has been turned round


def group_rows(raw: RawRows) -> GroupedRows:
    """Put the rows of a file, one or more, symbol after symbol."""
    symbols, starts, order = _by_symbol(raw.symbol, len(raw.symbols))
    ts_open = raw.ts_open if order is None else raw.ts_open[order]
    newest_first = _is_newest_first(ts_open, starts)
    if newest_first:
        mirrored = np.repeat(starts[:-1] + starts[1:] - 1, np.diff(starts)) - np.arange(len(ts_open))
        order = mirrored if order is None else order[mirrored]
        ts_open = ts_open[mirrored]
    numbers = raw.numbers
    if order is not None:
        numbers = {role: values[order] for role, values in numbers.items()}
    names = tuple(raw.symbols[s] for s in symbols.tolist())
    return GroupedRows(names, starts, ts_open, numbers, newest_first)


def steps_within(ts: Int64s, starts: Int64s, first: int = 0) -> Int64s:
    """Return the (n,) time since the row before, `first` at each symbol's first row."""
    steps = np.empty(len(ts), np.int64)
    np.subtract(ts[1:], ts[:-1], out=steps[1:])
    steps[starts[:-1][starts[:-1] < len(ts)]] = first
    return steps


def _by_symbol(
    symbol: NDArray[np.int32], symbols: int
) -> tuple[NDArray[np.int32], Int64s, NDArray[np.intp] | None]:
    """Return the symbols that have rows, in order of first appearance, where each one's rows start (and the
    last one's end), and which row of the file comes where: None if they stand so already.
    """
    heads = np.flatnonzero(np.concatenate(([True], symbol[1:] != symbol[:-1])))
    present = symbol[heads]
    if np.bincount(present).max() == 1:
        return present, np.append(heads, len(symbol)), None
    first_row = np.full(symbols, len(symbol), np.int64)
    first_row[symbol[::-1]] = np.arange(len(symbol))[::-1]  # of several assignments the last one stays
    present = np.argsort(first_row)[: np.count_nonzero(first_row < len(symbol))].astype(np.int32)
    place = np.empty(symbols, np.uint16 if symbols <= 2**16 else np.int64)  # 16 bits sort by radix
    place[present] = np.arange(len(present))
    counts = np.bincount(symbol, minlength=symbols)[present]
    return present, np.concatenate(([0], np.cumsum(counts))), np.argsort(place[symbol], kind="stable")


def _is_newest_first(ts: Int64s, starts: Int64s) -> bool:
    """Tell whether every symbol's rows run from the newest to the oldest, as many sites export them.

    One step back could as well be a misplaced row, so it takes two. Rows without a time do not count.
    """
    timed = np.flatnonzero(ts != NO_TIME)
    if len(timed) == len(ts):
        steps = steps_within(ts, starts)
    else:
        steps = steps_within(ts[timed], np.searchsorted(timed, starts))
    return bool(steps.max(initial=0) <= 0) and int(np.count_nonzero(steps < 0)) >= 2
