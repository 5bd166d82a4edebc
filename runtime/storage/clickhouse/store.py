"""A store on ClickHouse."""

from runtime.storage.clickhouse.bar_store import ClickHouseBarStore
from runtime.storage.clickhouse.connection import Connection
from runtime.storage.clickhouse.instrument_store import ClickHouseInstrumentStore
from runtime.storage.clickhouse.statements import TABLES, create_table, query
from runtime.storage.clickhouse.surge_store import ClickHouseSurgeStore
from runtime.storage.clickhouse.tick_store import ClickHouseTickStore
from runtime.storage.errors import StorageError
from runtime.storage.store import Store

SCHEMA = "jts schema 2"  # the comment on the table `candles`


def clickhouse_store(connection: Connection) -> Store:
    """Return a store over a connection, which it closes; tables that are not there yet are made.

    Raises:
        StorageError: that fails, or they are of another version; the connection is closed.
    """
    try:
        for table in TABLES:
            connection.execute(create_table(table))
        _require_schema(connection)
    except StorageError:
        connection.close()
        raise
    return Store(
        bars=ClickHouseBarStore(connection),
        ticks=ClickHouseTickStore(connection),
        surges=ClickHouseSurgeStore(connection),
        instruments=ClickHouseInstrumentStore(connection),
        close=connection.close,
    )


def _require_schema(connection: Connection) -> None:
    found = [row for batch in connection.batches(query("schema_version")) for row in batch.to_pylist()]
    if found != [{"comment": SCHEMA}]:
        raise StorageError(
            "the store was written by another version of jts",
            "update jts, or use another folder with --store and import the bars again",
        )
