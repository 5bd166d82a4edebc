"""Judged rows parted into good ones and a report of the bad."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.market_data.errors import DataError
from runtime.market_data.price_grid import PriceGrid, price_scale, snap_prices
from runtime.market_data.quality import Reasons, judge_quotes
from runtime.market_data.raw_rows import RawRows
from runtime.market_data.rejected import Reason, Rejected, rejected_lines, rejected_rows
from runtime.market_data.row_order import GroupedRows
from runtime.market_data.timestamps import NO_TIME

_SYMBOLS_SHOWN = 5

Number = TypeVar("Number", np.int64, np.float64, np.bool_)


@dataclass(frozen=True, slots=True)
class SiftedRows:
    """The good rows, symbol after symbol; symbols without one are gone."""

    rows: GroupedRows
    kept: NDArray[np.intp]  # the good ones among the rows
    symbols: tuple[str, ...]
    starts: Int64s  # (len(symbols) + 1,) into the good rows
    bad_quotes: Bools  # (good rows,) bid and ask cannot be
    rejected: tuple[Rejected, ...]  # in order of `Reason`

    def take(self, column: NDArray[Number]) -> NDArray[Number]:
        """Return the good values in an array of their own (a file's columns are read-only views)."""
        return column.copy() if len(self.kept) == len(column) else column[self.kept]

    def quotes(self) -> dict[str, Float64s]:
        """Return bid and ask where the file has them, NaN where they cannot be."""
        found: dict[str, Float64s] = {
            role: self.take(self.rows.numbers[role]) for role in ("bid", "ask") if role in self.rows.numbers
        }
        for quote in found.values():
            quote[self.bad_quotes] = np.nan
        return found


def sift_rows(
    raw: RawRows, rows: GroupedRows, reasons: Reasons, start_ns: int | None = None, end_ns: int | None = None
) -> SiftedRows:
    """Keep the rows without a reason; of the others report those that open within the span.

    Raises:
        DataError: no row is good.
    """
    bad_quotes = _bad_quotes(rows) & (reasons == 0)
    asked = is_within(rows.ts_open, start_ns, end_ns)
    rejected = [rejected_lines(raw.malformed)] if raw.malformed else []
    for reason in np.flatnonzero(np.bincount(reasons)).tolist():
        if reason:
            rejected.append(rejected_rows(rows, Reason(reason), (reasons == reason) & asked))
    rejected.append(rejected_rows(rows, Reason.BAD_QUOTE, bad_quotes & asked))
    kept = np.flatnonzero(reasons == 0)
    if not len(kept):
        _refuse(rejected)
    bounds = np.searchsorted(kept, rows.starts)
    present = np.flatnonzero(np.diff(bounds))
    return SiftedRows(
        rows,
        kept,
        tuple(rows.symbols[s] for s in present.tolist()),
        np.append(bounds[present], len(kept)).astype(np.int64),
        bad_quotes[kept],
        tuple(group for group in rejected if group.count),
    )


def on_price_grid(
    sifted: SiftedRows, prices: Sequence[Float64s]
) -> tuple[PriceGrid, list[Float64s], list[str]]:
    """Return each symbol's grid, the prices on it, and what to note of the rows and their rounding."""
    grid = price_scale(sifted.starts, prices)
    snapped, change = snap_prices(sifted.starts, sifted.symbols, prices, grid)
    kept = frozenset(sifted.symbols)
    lost = [name for name in sifted.rows.symbols if name and name not in kept]
    off_grid = int(np.count_nonzero(~grid.is_decimal))
    return grid, snapped, _notes(sifted.rows.was_newest_first, lost, off_grid, change)


def is_within(ts: Int64s, start_ns: int | None, end_ns: int | None) -> Bools:
    """Return which rows open within the span; one without a time may."""
    asked = np.ones(len(ts), np.bool_)
    if start_ns is not None:
        asked &= ts >= start_ns
    if end_ns is not None:
        asked &= ts < end_ns
    asked |= ts == NO_TIME
    return asked


def _bad_quotes(rows: GroupedRows) -> Bools:
    if "bid" not in rows.numbers or "ask" not in rows.numbers:
        return np.zeros(len(rows.ts_open), np.bool_)
    return judge_quotes(rows.numbers["bid"], rows.numbers["ask"])


def _refuse(rejected: Sequence[Rejected]) -> NoReturn:
    bad = [group for group in rejected if group.count]
    listed = ", ".join(f"{group.reason.text} ({group.count})" for group in bad)
    raise DataError(f"no row is good: {listed}", f"the first bad one: {bad[0].examples[0].what}")


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
