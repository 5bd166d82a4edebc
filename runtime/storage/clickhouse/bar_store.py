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
from runtime.storage.ports import Selection, StoredSeries, StoredSpan


class ClickHouseBarStore:
    """A `BarStore` over a connection, which it closes; the tables are made on first use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        for table in TABLES:
            connection.execute(create_table(table))

    def append(self, bars: Bars, source: str) -> None:
        candles = candle_rows(bars, source)
        self._connection.insert("series", series_rows(bars, source))
        self._connection.insert("candles", candles)

    def settle(self) -> None:
        self._connection.execute(query("merge_parts"))

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
