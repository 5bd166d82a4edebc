"""From the rows of a file to bars: grouped, judged, put on their price grids, cut to the span asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import DAY_NS, Bars, Bools, Float64s, Int64s
from runtime.market_data.column_map import PRICE_ROLES
from runtime.market_data.errors import DataError
from runtime.market_data.price_grid import price_scale, snap_prices
from runtime.market_data.quality import judge_quotes, judge_rows
from runtime.market_data.raw_rows import RawRows
from runtime.market_data.rejected import Reason, Rejected, rejected_lines, rejected_rows
from runtime.market_data.row_order import GroupedRows, group_rows
from runtime.market_data.selection import select_span
from runtime.market_data.timeframe import infer_timeframe, timeframe_label
from runtime.market_data.timestamps import NO_TIME

_SYMBOLS_SHOWN = 5

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True)
class LoadedBars:
    """The good rows of a file, what was bad within the span asked for, and what else a reader should know."""

    bars: Bars  # its columns are owned and writable
    rejected: tuple[Rejected, ...]  # in order of `Reason`
    notes: tuple[str, ...]
    amount: Float64s | None = None  # (rows,) traded value of each bar, NaN where the file does not tell


def bars_of_rows(
    raw: RawRows, *, timeframe_ns: int | None = None, start_ns: int | None = None, end_ns: int | None = None
) -> LoadedBars:
    """Judge the rows of a file and keep the good ones that open within the span.

    Order, timeframe and price grid follow from all good rows, so they do not depend on the span.

    Raises:
        DataError: no good row, none in the span, or a timeframe longer than the steps between the rows.
    """
    rows = group_rows(raw)
    reasons, halted = judge_rows(rows)
    bad_quotes = _bad_quotes(rows, reasons == 0)
    asked = _is_asked(rows.ts_open, start_ns, end_ns)
    rejected = [rejected_lines(raw.malformed)] if raw.malformed else []
    for reason in np.flatnonzero(np.bincount(reasons)).tolist():
        if reason:
            rejected.append(rejected_rows(rows, Reason(reason), (reasons == reason) & asked))
    rejected.append(rejected_rows(rows, Reason.BAD_QUOTE, bad_quotes & asked))
    kept = np.flatnonzero(reasons == 0)
    if not len(kept):
        _refuse(rejected)
    bars, notes = _build_bars(rows, kept, halted, bad_quotes, timeframe_ns)
    amount, lost = _amounts(rows, kept)
    if start_ns is not None or end_ns is not None:
        amount = None if amount is None else amount[_is_asked(bars.ts_open, start_ns, end_ns)]
        bars = select_span(bars, start_ns, end_ns)
    groups = tuple(group for group in rejected if group.count)
    return LoadedBars(bars, groups, (*raw.notes, *notes, *lost), amount)


def _is_asked(ts: Int64s, start_ns: int | None, end_ns: int | None) -> Bools:
    """Return which rows open within the span; one without a time may."""
    asked = np.ones(len(ts), np.bool_)
    if start_ns is not None:
        asked &= ts >= start_ns
    if end_ns is not None:
        asked &= ts < end_ns
    asked |= ts == NO_TIME
    return asked


def _bad_quotes(rows: GroupedRows, good: Bools) -> Bools:
    if "bid" not in rows.numbers or "ask" not in rows.numbers:
        return np.zeros(len(good), np.bool_)
    return judge_quotes(rows.numbers["bid"], rows.numbers["ask"]) & good


def _refuse(rejected: Sequence[Rejected]) -> NoReturn:
    bad = [group for group in rejected if group.count]
    listed = ", ".join(f"{group.reason.text} ({group.count})" for group in bad)
    raise DataError(f"no row is good: {listed}", f"the first bad one: {bad[0].examples[0].what}")


def _build_bars(
    rows: GroupedRows, kept: NDArray[np.intp], halted: Bools, bad_quotes: Bools, timeframe_ns: int | None
) -> tuple[Bars, list[str]]:
    """Return the bars of the kept rows, with notes."""
    bounds = np.searchsorted(kept, rows.starts)
    present = np.flatnonzero(np.diff(bounds))
    symbols = tuple(rows.symbols[s] for s in present.tolist())
    starts = np.append(bounds[present], len(kept)).astype(np.int64)
    ts_open = _take(rows.ts_open, kept)
    timeframe_ns = _timeframe(ts_open, starts, timeframe_ns)
    prices = [_take(rows.numbers[role], kept) for role in PRICE_ROLES]
    grid = price_scale(starts, prices)
    (open_, high, low, close), change = snap_prices(starts, symbols, prices, grid)
    quotes = {role: _take(rows.numbers[role], kept) for role in ("bid", "ask") if role in rows.numbers}
    for quote in quotes.values():
        quote[bad_quotes[kept]] = np.nan
    bars = Bars(
        symbols=symbols,
        starts=starts,
        ts_open=ts_open,
        ts_close=ts_open + timeframe_ns,
        open=open_,
        high=high,
        low=low,
        close=close,
        volume=_take(rows.numbers["volume"], kept),
        halted=halted[kept],
        price_scale=grid.price_scale,
        timeframe_ns=timeframe_ns,
        **quotes,
    )
    lost = [rows.symbols[s] for s in np.flatnonzero(np.diff(bounds) == 0).tolist() if rows.symbols[s]]
    off_grid = int(np.count_nonzero(~grid.is_decimal))
    return bars, _notes(rows.was_newest_first, lost, off_grid, change)


def _amounts(rows: GroupedRows, kept: NDArray[np.intp]) -> tuple[Float64s | None, list[str]]:
    """Return the amounts of the kept rows, those that cannot be as NaN, with notes."""
    if "amount" not in rows.numbers:
        return None, []
    amount = _take(rows.numbers["amount"], kept)
    bad = (amount < 0) | np.isinf(amount)
    amount[bad] = np.nan
    count = int(np.count_nonzero(bad))
    return amount, [f"amounts left out: {count:,} negative or infinite"] if count else []


def _take(column: NDArray[Number], kept: NDArray[np.intp]) -> NDArray[Number]:
    """Return the kept values in an array of their own (a file's columns are read-only views)."""
    return column.copy() if len(kept) == len(column) else column[kept]


def _timeframe(ts_open: Int64s, starts: Int64s, asked_ns: int | None) -> int:
    """Return the timeframe asked for, else the inferred one, else a day.

    Raises:
        DataError: the bars of the file are of another timeframe than the one asked for.
    """
    step_ns = infer_timeframe(ts_open, starts)
    if asked_ns is not None and step_ns is not None and asked_ns != step_ns:
        relation = "less" if asked_ns > step_ns else "more"
        step, asked = timeframe_label(step_ns), timeframe_label(asked_ns)
        raise DataError(
            f"the file's bars are {step} apart, {relation} than {asked}",
            f"leave --timeframe out, or give a file of {asked} bars",
        )
    return asked_ns or step_ns or DAY_NS


def _notes(was_newest_first: bool, lost: Sequence[str], off_grid: int, change: float) -> list[str]:
    notes = []
    if was_newest_first:
        notes.append("rows run from the newest to the oldest: read in reverse")
    if lost:
        more = f" and {len(lost) - _SYMBOLS_SHOWN} more" if len(lost) > _SYMBOLS_SHOWN else ""
        notes.append(f"no good row of {', '.join(lost[:_SYMBOLS_SHOWN])}{more}")
    if off_grid:
        notes.append(
            f"prices of {off_grid} symbol{'s' if off_grid > 1 else ''} are no decimals, as in adjusted data:"
            f" rounded by at most {change:.1e} of the price"
        )
    return notes
