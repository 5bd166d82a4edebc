"""The opening times of stored bars, series by series."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from runtime.domain.bars import Int64s
from runtime.market_data.timeframe import parse_timeframe, timeframe_label
from runtime.storage.errors import StorageError
from runtime.storage.ports import BarStore, Selection, StoredSpan
from runtime.storage.source_choice import require_known

ROWS_AT_ONCE = 20_000_000  # of times: 160 MB


def choose_spans(
    spans: Sequence[StoredSpan],
    *,
    symbols: Sequence[str] = (),
    timeframe_ns: int | None = None,
    sources: Sequence[str] = (),
) -> list[StoredSpan]:
    """Return the series of these symbols, of this timeframe and from these sources; what is left out is any.

    Raises:
        StorageError: one of them is not there, or nothing is.
    """
    chosen = list(spans)
    if timeframe_ns is not None:
        label = timeframe_label(timeframe_ns)
        require_known([label], {span.timeframe for span in chosen}, "timeframe")
        chosen = [span for span in chosen if span.timeframe == label]
    if sources:
        require_known(sources, {span.source for span in chosen}, "source")
        chosen = [span for span in chosen if span.source in sources]
    if symbols:
        require_known(symbols, {span.symbol for span in chosen}, "symbol")
        wanted = frozenset(symbols)
        chosen = [span for span in chosen if span.symbol in wanted]
    if not chosen:
        raise StorageError("the store has no bars", "fill it with `jtsc data import FILE`")
    return chosen


def read_times(store: BarStore, spans: Sequence[StoredSpan]) -> Iterator[tuple[StoredSpan, Int64s]]:
    """Yield each series, in the order of `contents`, with the opening times of all its bars."""
    for (timeframe, source), group in groupby(spans, lambda span: (span.timeframe, span.source)):
        for some in _few_enough(group):
            symbols = tuple(span.symbol for span in some)
            selection = Selection(symbols, parse_timeframe(timeframe), (source,))
            pieces = [piece["ts_open"].copy() for piece in store.read(selection, ())]
            times = np.concatenate(pieces)
            ends = np.cumsum([span.bars for span in some])
            if len(times) != ends[-1]:
                raise StorageError("the store was written to while it was read", "run the command again")
            yield from zip(some, np.split(times, ends[:-1]), strict=True)


def _few_enough(spans: Iterator[StoredSpan]) -> Iterator[list[StoredSpan]]:
    """Yield the series in groups of at most `ROWS_AT_ONCE` bars, or of one."""
    some: list[StoredSpan] = []
    rows = 0
    for span in spans:
        if some and rows + span.bars > ROWS_AT_ONCE:
            yield some
            some, rows = [], 0
        some.append(span)
        rows += span.bars
    yield some
