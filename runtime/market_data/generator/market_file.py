"""A generated market as files: bars and quotes as Parquet, surges as CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from runtime.domain.bars import NANOSECONDS_PER_SECOND
from runtime.market_data.generator.bar_rows import BarRows, Surge, bar_rows, surges_of
from runtime.market_data.generator.market import GeneratedMarket, MarketBlock
from runtime.market_data.generator.quote_stream import QuoteRows, quote_rows

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetWriter

SURGE_HEADER = "timestamp,symbol,percent,volume_ratio,bars"
_BAR_PRICES = ("open", "high", "low", "close", "volume", "bid", "ask")
_QUOTE_PRICES = ("last", "bid", "ask", "size")
_MILLISECOND_NS = NANOSECONDS_PER_SECOND // 1000


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    bars: int  # rows, halt markers included
    surges: int
    quotes: int


def write_market(
    market: GeneratedMarket,
    bars: BinaryIO,
    surges: BinaryIO,
    quotes: BinaryIO | None = None,
    *,
    on_block: Callable[[MarketBlock], None] = lambda block: None,
) -> Written:
    """Write a market, a row group for each block of symbols, so that memory holds one block.

    Bars: timestamp (of the open, milliseconds UTC) symbol open high low close volume bid ask. Quotes:
    timestamp symbol last bid ask size. Surges: the bar at whose close the rule is first true, its
    price_change(5m) in percent, its volume to avg_volume(20), and at how many closes in a row it is true.

    Args:
        on_block: called before each block is written.
    """
    bar_writer = _writer(bars, _BAR_PRICES)
    quote_writer = _writer(quotes, _QUOTE_PRICES) if quotes is not None else None
    found: list[Surge] = []
    bar_count = quote_count = 0
    for block in market.blocks():
        on_block(block)
        rows = bar_rows(block, market.timetable)
        _write(bar_writer, block.names, rows, rows.ts_open, _BAR_PRICES)
        bar_count += len(rows.symbol)
        found += surges_of(block, market.timetable)
        if quote_writer is not None:
            events = quote_rows(block, market)
            _write(quote_writer, block.names, events, events.ts_event, _QUOTE_PRICES)
            quote_count += len(events.symbol)
    bar_writer.close()
    if quote_writer is not None:
        quote_writer.close()
    surges.write("".join(f"{line}\n" for line in (SURGE_HEADER, *map(_surge_line, found))).encode())
    return Written(bar_count, len(found), quote_count)


def _writer(file: BinaryIO, prices: tuple[str, ...]) -> ParquetWriter:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = [("timestamp", pa.timestamp("ms", tz="UTC")), ("symbol", pa.dictionary(pa.int32(), pa.string()))]
    columns = pa.schema(schema + [(name, pa.float64()) for name in prices])
    return ParquetWriter(file, columns, compression="zstd", use_dictionary=["symbol"])


def _write(
    writer: ParquetWriter, names: list[str], rows: BarRows | QuoteRows, ts: Any, prices: tuple[str, ...]
) -> None:
    import pyarrow as pa

    columns = [
        pa.array(ts // _MILLISECOND_NS).view(pa.timestamp("ms", tz="UTC")),
        pa.DictionaryArray.from_arrays(rows.symbol, names),
        *(pa.array(getattr(rows, name)) for name in prices),
    ]
    table = pa.table(columns, schema=writer.schema)
    writer.write_table(table, row_group_size=max(len(table), 1))


def _surge_line(surge: Surge) -> str:
    time = datetime.fromtimestamp(surge.ts_open // NANOSECONDS_PER_SECOND, UTC)
    return (
        f"{time:%Y-%m-%dT%H:%M:%SZ},{surge.symbol},{surge.percent:.4f},{surge.volume_ratio:.4f},{surge.bars}"
    )
