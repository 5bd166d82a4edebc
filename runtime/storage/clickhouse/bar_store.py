"""The bar store on ClickHouse."""

from collections.abc import Iterator, Mapping, Sequence
from string import Template
from types import TracebackType
from typing import Any, Self

from numpy.typing import NDArray

from runtime.domain.bars import Bars
from runtime.market_data.timeframe import timeframe_label
from runtime.market_data.timestamps import EARLIEST_NS, LATEST_NS
from runtime.storage.clickhouse.bar_rows import (
    MILLISECOND_NS,
    candle_rows,
    columns_of_batch,
    series_rows,
    times_ns,
)
from runtime.storage.clickhouse.connection import Connection, Parameters
from runtime.storage.clickhouse.statements import TABLES, create_table, query
from runtime.storage.errors import StorageError
from runtime.storage.ports import Selection, StoredSeries, StoredSpan

SCHEMA = "jts schema 1"  # the comment on the table `candles`


class ClickHouseBarStore:
    """A `BarStore` over a connection, which it closes."""

    def __init__(self, connection: Connection) -> None:
        """Make the tables that are not there yet.

        Raises:
            StorageError: that fails, or they are of another version; the connection is closed.
        """
        self._connection = connection
        try:
            for table in TABLES:
                connection.execute(create_table(table))
            _require_schema(connection)
        except StorageError:
            connection.close()
            raise

    def append(self, bars: Bars, source: str) -> None:
        candles = candle_rows(bars, source)
        self._connection.insert("series", series_rows(bars, source))
        self._connection.insert("candles", candles)

    def settle(self) -> None:
        merge = Template(query("merge_partition"))
        for batch in list(self._connection.batches(query("unmerged_partitions"))):
            for partition in batch.column("partition_id").to_pylist():
                self._connection.execute(merge.substitute(partition=partition))

    def contents(self) -> list[StoredSpan]:
        spans = []
        for batch in self._connection.batches(query("list_contents")):
            names = (batch.column(name).to_pylist() for name in ("timeframe", "broker", "symbol"))
            counts = (batch.column(name).to_pylist() for name in ("bars", "halts"))
            times = (times_ns(batch.column(name)).tolist() for name in ("first", "last"))
            spans += [StoredSpan(*row) for row in zip(*names, *counts, *times, strict=True)]
        return spans

    def series(self, timeframe_ns: int) -> list[StoredSeries]:
        parameters = {"timeframe": timeframe_label(timeframe_ns)}
        batches = self._connection.batches(query("known_series"), parameters)
        return [StoredSeries(*row.values()) for batch in batches for row in batch.to_pylist()]

    def count(self, selection: Selection) -> Mapping[str, int]:
        sql = query(_of_sources("count_bars", selection))
        batches = self._connection.batches(sql, _parameters(selection))
        return {row["symbol"]: row["bars"] for batch in batches for row in batch.to_pylist()}

    def warm_start(self, selection: Selection, bars: int) -> int | None:
        parameters = {**_parameters(selection), "bars": bars}
        for batch in self._connection.batches(query("warm_start"), parameters):
            for first in times_ns(batch.column("first")).tolist():
                return int(first)
        return None

    def read(self, selection: Selection, columns: Sequence[str]) -> Iterator[Mapping[str, NDArray[Any]]]:
        template = Template(query(_of_sources("read_bars", selection)))
        sql = template.substitute(columns=", ".join(("timestamp", "halted", *columns)))
        for batch in self._connection.batches(sql, _parameters(selection)):
            yield columns_of_batch(batch, columns)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _require_schema(connection: Connection) -> None:
    found = [row for batch in connection.batches(query("schema_version")) for row in batch.to_pylist()]
    if found != [{"comment": SCHEMA}]:
        raise StorageError(
            "the store was written by another version of jts",
            "update jts, or use another folder with --store",
        )


def _of_sources(name: str, selection: Selection) -> str:
    """Return the name of the query; choosing among sources is four times the work of reading one."""
    return name if len(selection.sources) == 1 else f"{name}_of_several_sources"


def _parameters(selection: Selection) -> Parameters:
    start_ns = EARLIEST_NS if selection.start_ns is None else selection.start_ns
    end_ns = LATEST_NS if selection.end_ns is None else selection.end_ns
    return {
        "timeframe": timeframe_label(selection.timeframe_ns),
        "symbols": selection.symbols,
        "sources": selection.sources,
        # Rounded up: a bar opens on a whole millisecond, at or after the start, before the end.
        "start": -(-start_ns // MILLISECOND_NS),
        "end": -(-end_ns // MILLISECOND_NS),
    }
