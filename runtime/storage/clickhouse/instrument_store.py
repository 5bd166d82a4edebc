"""The store of instruments on ClickHouse."""

from collections.abc import Mapping, Sequence
from typing import Any

from runtime.domain.instruments import Adjustment, Instrument
from runtime.storage.clickhouse.connection import Connection
from runtime.storage.clickhouse.statements import query

_TEXTS = ("code", "market", "name", "name_en", "sector")
_DATES = ("listed", "delisted")


class ClickHouseInstrumentStore:
    """An `InstrumentStore` over a connection with the tables of `clickhouse_store`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, instruments: Sequence[Instrument]) -> None:
        last = {each.code: each for each in instruments}
        if last:
            self._connection.insert("instruments", _instrument_rows(list(last.values())))

    def read(self) -> list[Instrument]:
        batches = self._connection.batches(query("read_instruments"))
        return [_instrument(row) for batch in batches for row in batch.to_pylist()]


def _instrument_rows(instruments: Sequence[Instrument]) -> Any:
    """Return instruments as an Arrow table with the columns of `instruments`."""
    import pyarrow as pa

    adjustment = pa.struct([("date", pa.date32()), ("factor", pa.float64())])
    types = {
        **dict.fromkeys(_TEXTS, pa.string()),
        **dict.fromkeys(_DATES, pa.date32()),
        "flags": pa.list_(pa.string()),
        "adjustments": pa.list_(adjustment),
    }
    return pa.table(
        {
            name: pa.array([_stored(getattr(each, name)) for each in instruments], kind)
            for name, kind in types.items()
        }
    )


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return [{"date": v.day, "factor": v.factor} if isinstance(v, Adjustment) else v for v in value]
    return value


def _instrument(row: Mapping[str, Any]) -> Instrument:
    adjustments = tuple(Adjustment(each["date"], each["factor"]) for each in row["adjustments"])
    return Instrument(**{**row, "flags": tuple(row["flags"]), "adjustments": adjustments})
