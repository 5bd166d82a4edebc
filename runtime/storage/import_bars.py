"""A file's bars into a store."""

from collections.abc import Iterator

import numpy as np

from runtime.domain.bars import Bars
from runtime.market_data.selection import select_symbols
from runtime.storage.ports import BarStore

PIECE_ROWS = 1_000_000


def import_bars(store: BarStore, bars: Bars, source: str) -> Iterator[int]:
    """Store bars symbol after symbol, and yield after each piece how many rows are stored so far.

    What was yielded before an interruption is there; doing it again from the start changes nothing of it.
    """
    done = 0
    for piece in _pieces(bars):
        store.append(piece, source)
        done += piece.rows
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
