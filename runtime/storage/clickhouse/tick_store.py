"""The tick store on ClickHouse."""

from collections.abc import Sequence

import numpy as np

from runtime.domain.bars import DAY_NS, Int64s
from runtime.domain.ticks import Ticks
from runtime.storage.clickhouse.arrow_columns import require_milliseconds, span_parameters
from runtime.storage.clickhouse.connection import Connection
from runtime.storage.clickhouse.parts import merge_parts
from runtime.storage.clickhouse.statements import query
from runtime.storage.clickhouse.tick_rows import tick_rows, ticks_of_batches
from runtime.storage.errors import StorageError
from runtime.storage.ports import KEPT_DAYS


class ClickHouseTickStore:
    """A `TickStore` over a connection with the tables of `clickhouse_store`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, ticks: Ticks, source: str, now_ns: int) -> None:
        if not len(ticks.ts_event):
            return
        require_milliseconds(ticks.ts_event)
        _require_recent(ticks.ts_event, now_ns)
        _require_order(ticks)
        self._connection.insert("ticks", tick_rows(ticks, source))

    def settle(self) -> None:
        merge_parts(self._connection, "ticks")

    def read(
        self, symbols: Sequence[str], source: str, *, start_ns: int | None = None, end_ns: int | None = None
    ) -> Ticks:
        parameters = {"symbols": symbols, "source": source, **span_parameters(start_ns, end_ns)}
        return ticks_of_batches(self._connection.batches(query("read_ticks"), parameters))


def _require_recent(ts_event: Int64s, now_ns: int) -> None:
    oldest_ns = int(ts_event.min())
    if oldest_ns <= now_ns - KEPT_DAYS * DAY_NS:
        day = np.datetime64(oldest_ns, "ns").astype("datetime64[D]")
        raise StorageError(
            f"a tick of {day} is older than the {KEPT_DAYS} days that the store keeps ticks",
            "leave out what is older, or make bars of it: the store keeps bars for good",
        )


def _require_order(ticks: Ticks) -> None:
    """Refuse what could not be told apart, or would come back in another order."""
    steps = np.diff(ticks.ts_event)
    rises = (steps > 0) | ((steps == 0) & (np.diff(ticks.sequence) > 0))
    rises[ticks.starts[1:-1] - 1] = True
    if not rises.all():
        row = int(np.argmin(rises)) + 1
        symbol = ticks.symbols[int(np.searchsorted(ticks.starts, row, side="right")) - 1]
        raise StorageError(
            f"the ticks of {symbol} are not in order: row {row} does not come after the one before it",
            "sort them by time, and number those of one millisecond",
        )
