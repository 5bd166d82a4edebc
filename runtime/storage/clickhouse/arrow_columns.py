"""Columns of times and of names, as ClickHouse takes and gives them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Int64s
from runtime.market_data.arrow_arrays import contiguous, values_of
from runtime.market_data.timestamps import EARLIEST_NS, LATEST_NS
from runtime.storage.clickhouse.connection import Parameters
from runtime.storage.errors import StorageError

_MILLISECOND_NS = 1_000_000


def require_milliseconds(ts: Int64s) -> None:
    """Refuse times that are not whole milliseconds, the store's unit.

    Raises:
        StorageError: says so.
    """
    if (ts % _MILLISECOND_NS).any():
        raise StorageError("the times are finer than milliseconds", "the store keeps whole milliseconds")


def stamps(ts: Int64s) -> Any:
    """Return times in nanoseconds UTC, cut to milliseconds, as an Arrow array."""
    import pyarrow as pa

    return pa.array(ts // _MILLISECOND_NS).cast(pa.timestamp("ms", "UTC"))


def times_ns(column: Any) -> Int64s:
    """Return an Arrow array of millisecond timestamps as nanoseconds."""
    import pyarrow as pa

    return values_of(column.view(pa.int64()), np.int64, 0) * _MILLISECOND_NS


def table_of(batches: Iterable[Any], types: Mapping[str, str]) -> Any:
    """Return Arrow record batches as one table; `types` names its columns where there is no batch."""
    import pyarrow as pa

    found = list(batches)
    if found:
        return pa.Table.from_batches(found)
    return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in types.items()]).empty_table()


def numbers_of(column: Any) -> NDArray[Any]:
    """Return a chunked Arrow column of numbers without nulls as a numpy array, which may be read-only."""
    return np.from_dlpack(contiguous(column))


def dictionary(indices: NDArray[np.int32], values: Sequence[str]) -> Any:
    """Return `values[indices]` as an Arrow array that holds each text once."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(values, pa.string()))


def span_parameters(start_ns: int | None, end_ns: int | None) -> Parameters:
    """Return the parameters `start` and `end` of a query, milliseconds; None is the first or last possible.

    Rounded up: what is stored at a whole millisecond lies at or after the start, and before the end.
    """
    start_ns = EARLIEST_NS if start_ns is None else start_ns
    end_ns = LATEST_NS if end_ns is None else end_ns
    return {"start": -(-start_ns // _MILLISECOND_NS), "end": -(-end_ns // _MILLISECOND_NS)}
