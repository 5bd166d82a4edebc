"""The only place that picks concrete classes."""

from pathlib import Path

from runtime.clock import Clock, SystemClock
from runtime.storage.data_folder import data_folder
from runtime.storage.ports import BarStore
from runtime.storage.run_ledger import RunLedger


def system_clock() -> Clock:
    return SystemClock()


def run_ledger() -> RunLedger:
    """Return the ledger of all runs of this user."""
    return RunLedger(data_folder() / "runs.sqlite")


def bar_store(folder: Path | None = None, *, create: bool = False) -> BarStore:
    """Open the store in a folder, this user's own if None, for one process at a time.

    Raises:
        StorageError: there is none and `create` is not given, or it cannot be used.
    """
    from runtime.storage.clickhouse.bar_store import ClickHouseBarStore
    from runtime.storage.embedded.chdb_connection import ChdbConnection

    connection = ChdbConnection(folder or data_folder() / "store", create=create)
    return ClickHouseBarStore(connection)
