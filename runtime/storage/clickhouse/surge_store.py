"""The store of surges on ClickHouse."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.domain.surges import Surges
from runtime.market_data.arrow_arrays import contiguous, distinct_texts
from runtime.storage.clickhouse.arrow_columns import (
    dictionary,
    numbers_of,
    span_parameters,
    stamps,
    table_of,
    times_ns,
)
from runtime.storage.clickhouse.connection import Connection
from runtime.storage.clickhouse.statements import query

_TYPES = {
    "timestamp": "timestamp[ms]",
    "symbol": "string",
    "surge_percent": "float32",
    "volume_ratio": "float32",
    "detection_latency_ms": "uint32",
    "broker": "string",
}


class ClickHouseSurgeStore:
    """A `SurgeStore` over a connection with the tables of `clickhouse_store`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, surges: Surges) -> None:
        if len(surges.ts):
            self._connection.insert("surge_events", _surge_rows(surges))

    def read(self, *, start_ns: int | None = None, end_ns: int | None = None) -> Surges:
        batches = self._connection.batches(query("read_surges"), span_parameters(start_ns, end_ns))
        return _surges_of_table(table_of(batches, _TYPES))


def _surge_rows(surges: Surges) -> Any:
    """Return surges as an Arrow table with the columns of `surge_events`."""
    import pyarrow as pa

    return pa.table(
        {
            "timestamp": stamps(surges.ts),
            "symbol": dictionary(surges.symbol, surges.symbols),
            "surge_percent": surges.percent,
            "volume_ratio": surges.volume_ratio,
            "detection_latency_ms": surges.latency_ms,
            "broker": dictionary(surges.account, surges.accounts),
        }
    )


def _surges_of_table(table: Any) -> Surges:
    symbols, symbol = _names(table.column("symbol"))
    accounts, account = _names(table.column("broker"))
    return Surges(
        symbols=symbols,
        accounts=accounts,
        symbol=symbol,
        account=account,
        ts=times_ns(contiguous(table.column("timestamp"))),
        percent=numbers_of(table.column("surge_percent")),
        volume_ratio=numbers_of(table.column("volume_ratio")),
        latency_ms=numbers_of(table.column("detection_latency_ms")),
    )


def _names(column: Any) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    names, codes = distinct_texts(contiguous(column))
    return tuple(names), codes
