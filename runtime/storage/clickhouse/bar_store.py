"""The bar store on ClickHouse."""

from collections.abc import Iterator, Mapping, Sequence
from string import Template
from typing import Any

from numpy.typing import NDArray

from runtime.domain.bars import Bars, Float64s
from runtime.market_data.timeframe import timeframe_label
from runtime.storage.clickhouse.arrow_columns import span_parameters, times_ns
from runtime.storage.clickhouse.bar_rows import candle_rows, columns_of_batch, series_rows
from runtime.storage.clickhouse.connection import Connection, Parameters
from runtime.storage.clickhouse.parts import merge_parts
from runtime.storage.clickhouse.statements import query
from runtime.storage.ports import Selection, StoredSeries, StoredSpan


class ClickHouseBarStore:
    """A `BarStore` over a connection with the tables of `clickhouse_store`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, bars: Bars, source: str, amount: Float64s | None = None) -> None:
        candles = candle_rows(bars, source, amount)
        self._connection.insert("series", series_rows(bars, source))
        self._connection.insert("candles", candles)

    def settle(self) -> None:
        merge_parts(self._connection, "candles")

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


def _of_sources(name: str, selection: Selection) -> str:
    """Return the name of the query; choosing among sources is four times the work of reading one."""
    return name if len(selection.sources) == 1 else f"{name}_of_several_sources"


def _parameters(selection: Selection) -> Parameters:
    return {
        "timeframe": timeframe_label(selection.timeframe_ns),
        "symbols": selection.symbols,
        "sources": selection.sources,
        **span_parameters(selection.start_ns, selection.end_ns),
    }
