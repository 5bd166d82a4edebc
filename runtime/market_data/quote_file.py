"""A stream of quotes from a Parquet or CSV file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from runtime.domain.bars import INSTANT_NS, Bars
from runtime.market_data.column_map import QUOTES
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.quality import judge_quote_rows
from runtime.market_data.row_file import read_rows
from runtime.market_data.row_order import group_rows
from runtime.market_data.selection import select_span
from runtime.market_data.sifted_rows import on_price_grid, sift_rows


def read_quotes(
    path: Path | str,
    *,
    mapping: Mapping[str, str] | None = None,
    symbols: Sequence[str] | None = None,
    end_ns: int | None = None,
) -> LoadedBars:
    """Read a file of quotes, judge every row, and keep the good ones.

    A row is what a feed says at a moment: the last price, the size traded since the row before (0: only bid
    or ask has moved), and bid and ask where the file has them. It becomes a bar of one nanosecond; several
    rows of a symbol may have the same time, in the order in which they happened.

    Args:
        path, mapping, symbols: as of `read_bars`, with the roles of `column_map.QUOTES`.
        end_ns: only rows before this time, nanoseconds UTC.

    Raises:
        DataError: the file cannot be read, or nothing good is left of what was asked for.
    """
    raw = read_rows(Path(path), mapping, symbols, QUOTES)
    rows = group_rows(raw)
    sifted = sift_rows(raw, rows, judge_quote_rows(rows), None, end_ns)
    ts = sifted.take(rows.ts_open)
    last = sifted.take(rows.numbers["last"])
    quotes = sifted.quotes()
    known = [np.where(np.isnan(quote), last, quote) for quote in quotes.values()]
    grid, (last, *_), notes = on_price_grid(sifted, [last, *known])
    bars = Bars(
        symbols=sifted.symbols,
        starts=sifted.starts,
        ts_open=ts,
        ts_close=ts + INSTANT_NS,
        open=last,
        high=last,
        low=last,
        close=last,
        volume=sifted.take(rows.numbers["size"]),
        halted=np.zeros(len(ts), np.bool_),
        price_scale=grid.price_scale,
        timeframe_ns=INSTANT_NS,
        bid=quotes.get("bid"),
        ask=quotes.get("ask"),
    )
    if end_ns is not None:
        bars = select_span(bars, None, end_ns)
    return LoadedBars(bars, sifted.rejected, (*raw.notes, *notes))
