"""What the store holds, as tables."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby

from rich.table import Table

from runtime.domain.bars import NANOSECONDS_PER_SECOND
from runtime.domain.instruments import Instrument
from runtime.storage.ports import StoredSpan


def table_of_bars(spans: Sequence[StoredSpan]) -> Table:
    """Return a row for each timeframe and source."""
    table = _table(texts=("timeframe", "source"), numbers=("symbols", "bars", "halts"))
    table.add_column("first")
    table.add_column("last")
    for (timeframe, source), group in groupby(spans, lambda span: (span.timeframe, span.source)):
        held = list(group)
        counts = (len(held), sum(span.bars for span in held), sum(span.halts for span in held))
        first, last = min(span.first_ns for span in held), max(span.last_ns for span in held)
        table.add_row(timeframe, source, *(f"{count:,}" for count in counts), _day(first), _day(last))
    return table


def table_of_instruments(records: Iterable[Instrument]) -> Table:
    """Return a row for each market."""
    table = _table(texts=("market",), numbers=("instruments", "delisted", "flagged", "adjusted"))
    for market, group in groupby(sorted(records, key=_market), _market):
        held = list(group)
        counts = (
            len(held),
            sum(each.delisted is not None for each in held),
            sum(bool(each.flags) for each in held),
            sum(bool(each.adjustments) for each in held),
        )
        table.add_row(market or "unknown", *(f"{count:,}" for count in counts))
    return table


def _table(texts: Sequence[str], numbers: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in texts:
        table.add_column(heading)
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table


def _market(record: Instrument) -> str:
    return record.market


def _day(ns: int) -> str:
    return f"{datetime.fromtimestamp(ns // NANOSECONDS_PER_SECOND, UTC):%Y-%m-%d}"
