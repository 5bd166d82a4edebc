"""Ticks as rows of the table `ticks`, and back."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from runtime.domain.ticks import Ticks
from runtime.market_data.arrow_arrays import contiguous, distinct_texts
from runtime.storage.clickhouse.arrow_columns import dictionary, numbers_of, stamps, table_of, times_ns

_NUMBERS = ("price", "volume", "bid", "ask")


def tick_rows(ticks: Ticks, source: str) -> Any:
    """Return ticks as an Arrow table with the columns of `ticks`."""
    import pyarrow as pa

    symbol = np.repeat(np.arange(len(ticks.symbols), dtype=np.int32), np.diff(ticks.starts))
    return pa.table(
        {
            "timestamp": stamps(ticks.ts_event),
            "symbol": dictionary(symbol, ticks.symbols),
            "broker": dictionary(np.zeros(len(symbol), np.int32), [source]),
            "sequence": ticks.sequence,
            **{name: getattr(ticks, name) for name in _NUMBERS},
        }
    )


def ticks_of_batches(batches: Iterable[Any]) -> Ticks:
    """Return ticks from Arrow record batches, ordered by symbol, time and sequence."""
    types = {"timestamp": "timestamp[ms]", "symbol": "string", "sequence": "int64"}
    table = table_of(batches, types | dict.fromkeys(_NUMBERS, "float64"))
    names, codes = distinct_texts(contiguous(table.column("symbol")))
    heads = np.flatnonzero(np.diff(codes, prepend=-1))
    return Ticks(
        symbols=tuple(names[code] for code in codes[heads].tolist()),
        starts=np.append(heads, len(codes)),
        ts_event=times_ns(contiguous(table.column("timestamp"))),
        sequence=numbers_of(table.column("sequence")),
        **{name: numbers_of(table.column(name)) for name in _NUMBERS},
    )
