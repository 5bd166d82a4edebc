"""From the rows of a file to bars: grouped, judged, put on their price grids, cut to the span asked for."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import DAY_NS, Bars, Float64s, Int64s
from runtime.market_data.column_map import PRICE_ROLES
from runtime.market_data.errors import DataError
from runtime.market_data.quality import judge_rows
from runtime.market_data.raw_rows import RawRows
from runtime.market_data.rejected import Rejected
from runtime.market_data.row_order import group_rows
from runtime.market_data.selection import select_span
from runtime.market_data.sifted_rows import SiftedRows, is_within, on_price_grid, sift_rows
from runtime.market_data.timeframe import infer_timeframe, timeframe_label


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
    sifted = sift_rows(raw, rows, reasons, start_ns, end_ns)
    ts_open = sifted.take(rows.ts_open)
    timeframe_ns = _timeframe(ts_open, sifted.starts, timeframe_ns)
    prices = [sifted.take(rows.numbers[role]) for role in PRICE_ROLES]
    grid, (open_, high, low, close), notes = on_price_grid(sifted, prices)
    quotes = sifted.quotes()
    bars = Bars(
        symbols=sifted.symbols,
        starts=sifted.starts,
        ts_open=ts_open,
        ts_close=ts_open + timeframe_ns,
        open=open_,
        high=high,
        low=low,
        close=close,
        volume=sifted.take(rows.numbers["volume"]),
        halted=sifted.take(halted),
        price_scale=grid.price_scale,
        timeframe_ns=timeframe_ns,
        bid=quotes.get("bid"),
        ask=quotes.get("ask"),
    )
    amount, lost = _amounts(sifted)
    if start_ns is not None or end_ns is not None:
        amount = None if amount is None else amount[is_within(bars.ts_open, start_ns, end_ns)]
        bars = select_span(bars, start_ns, end_ns)
    return LoadedBars(bars, sifted.rejected, (*raw.notes, *notes, *lost), amount)


def _amounts(sifted: SiftedRows) -> tuple[Float64s | None, list[str]]:
    """Return the amounts of the good rows, those that cannot be as NaN, with notes."""
    if "amount" not in sifted.rows.numbers:
        return None, []
    amount = sifted.take(sifted.rows.numbers["amount"])
    bad = (amount < 0) | np.isinf(amount)
    amount[bad] = np.nan
    count = int(np.count_nonzero(bad))
    return amount, [f"amounts left out: {count:,} negative or infinite"] if count else []


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
