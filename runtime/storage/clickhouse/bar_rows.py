"""Bars as rows of the tables `candles` and `series`, and back."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bars, Float64s
from runtime.market_data.arrow_arrays import values_of
from runtime.market_data.timeframe import timeframe_label
from runtime.storage.clickhouse.arrow_columns import dictionary, require_milliseconds, stamps, times_ns


def candle_rows(bars: Bars, source: str, amount: Float64s | None) -> Any:
    """Return the bars as an Arrow table with the columns of `candles`.

    Raises:
        StorageError: a bar does not open on a whole millisecond, the store's unit of time.
    """
    import pyarrow as pa

    require_milliseconds(bars.ts_open)
    symbol = np.repeat(np.arange(len(bars.symbols), dtype=np.int32), np.diff(bars.starts))
    one_value = np.zeros(bars.rows, np.int32)
    return pa.table(
        {
            "timestamp": stamps(bars.ts_open),
            "symbol": dictionary(symbol, bars.symbols),
            "timeframe": dictionary(one_value, [timeframe_label(bars.timeframe_ns)]),
            "broker": dictionary(one_value, [source]),
            "open": bars.open,
            "high": bars.high,
            "low": bars.low,
            "close": bars.close,
            "volume": bars.volume,
            "amount": _known(amount, bars.rows),
            "bid": _known(bars.bid, bars.rows),
            "ask": _known(bars.ask, bars.rows),
            "halted": bars.halted.astype(np.uint8),
        }
    )


def series_rows(bars: Bars, source: str) -> Any:
    """Return a row of `series` for each symbol of the bars, as an Arrow table."""
    import pyarrow as pa

    highest = np.maximum.reduceat(np.maximum(bars.high, bars.close), bars.starts[:-1])
    return pa.table(
        {
            "symbol": list(bars.symbols),
            "timeframe": [timeframe_label(bars.timeframe_ns)] * len(bars.symbols),
            "broker": [source] * len(bars.symbols),
            "price_places": np.rint(np.log10(bars.price_scale)).astype(np.uint8),
            "highest_price": highest,
        }
    )


def columns_of_batch(batch: Any, columns: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return the columns of an Arrow record batch of candles as numpy arrays, times in nanoseconds."""
    found: dict[str, NDArray[Any]] = {
        "ts_open": times_ns(batch.column("timestamp")),
        "halted": np.from_dlpack(batch.column("halted")).view(np.bool_),
    }
    return found | {name: values_of(batch.column(name), np.float64, np.nan) for name in columns}


def _known(values: Float64s | None, rows: int) -> Float64s:
    return np.full(rows, np.nan) if values is None else values
