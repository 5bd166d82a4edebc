"""A file's bars into a store."""

from collections.abc import Iterator

import numpy as np

from runtime.domain.bars import Bars, Float64s
from runtime.market_data.selection import select_symbols
from runtime.storage.ports import BarStore

PIECE_ROWS = 1_000_000


def import_bars(store: BarStore, bars: Bars, source: str, amount: Float64s | None = None) -> Iterator[int]:
    """Store bars symbol after symbol, and yield after each piece how many rows are stored so far.

    What was yielded before an interruption is there; doing it again from the start changes nothing of it.

    Args:
        store: where to.
        bars: what.
        source: whose they are.
        amount: (rows,) their traded values, NaN where not known.
    """
    done = 0
    for piece in _pieces(bars):
        rows = slice(done, done + piece.rows)
        store.append(piece, source, None if amount is None else amount[rows])
        done = rows.stop
        yield done
    store.settle()


def _pieces(bars: Bars) -> Iterator[Bars]:
    """Yield the bars of whole symbols, `PIECE_ROWS` rows or the one symbol more that passes it."""
    first = 0
    while first < len(bars.symbols):
        enough = int(np.searchsorted(bars.starts, bars.starts[first] + PIECE_ROWS))
        last = min(enough, len(bars.symbols))
        yield select_symbols(bars, bars.symbols[first:last])
        first = last
