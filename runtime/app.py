"""The only place that picks concrete classes."""

from pathlib import Path

from runtime.clock import Clock, SystemClock
from runtime.storage.data_folder import data_folder
from runtime.storage.run_ledger import RunLedger
from runtime.storage.store import Store


def system_clock() -> Clock:
    return SystemClock()


def run_ledger() -> RunLedger:
    """Return the ledger of all runs of this user."""
    return RunLedger(data_folder() / "runs.sqlite")


def open_store(folder: Path | None = None, *, create: bool = False) -> Store:
    """Open the store in a folder, this user's own if None, for one process at a time.

    Raises:
        StorageError: there is none and `create` is not given, or it cannot be used.
    """
    from runtime.storage.clickhouse.store import clickhouse_store
    from runtime.storage.embedded.chdb_connection import ChdbConnection

    return clickhouse_store(ChdbConnection(folder or data_folder() / "store", create=create))
