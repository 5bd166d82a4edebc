"""A connection to ClickHouse inside this process. Do not fork while one is open: queries would hang."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from runtime.storage.clickhouse.connection import Parameters, Value
from runtime.storage.embedded.folder_lock import LOCK_NAME, FolderLock
from runtime.storage.errors import StorageError

BATCH_ROWS = 1_000_000
_LONGEST_REASON = 200  # characters of the engine's own words
# Results stay within the process: packing and unpacking them took 0.7 of 1.6 s for nine million bars.
_UNCOMPRESSED = "SET output_format_arrow_compression_method = 'none'"


class ChdbConnection:
    """The tables of a folder, which belongs to this connection until it is closed."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the folder of a store; `create` makes one where there is none.

        Raises:
            StorageError: there is no store, chDB is not installed, or the folder is in use or unwritable.
        """
        self.folder = folder.absolute()
        if not create and not (self.folder / LOCK_NAME).exists():
            raise StorageError(f"there is no store in {folder}", "fill one with `jtsc data import FILE`")
        session_type = _session_type()
        if "?" in str(self.folder):  # chDB would read what follows as options
            raise StorageError(f"a store cannot be in '{folder}'", "choose a folder without '?' in its name")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = FolderLock(self.folder)
        except OSError as error:
            raise _unusable(self.folder, error.strerror or str(error)) from error
        try:
            self._session: Any = session_type(str(self.folder))
            self._session.query(_UNCOMPRESSED)
        except RuntimeError as error:
            self._lock.release()
            raise _unusable(self.folder, str(error)) from error

    def execute(self, sql: str) -> None:
        try:
            self._open_session().query(sql)
        except RuntimeError as error:
            raise _unusable(self.folder, str(error)) from error

    def batches(self, sql: str, parameters: Parameters | None = None) -> Iterator[Any]:
        texts = {name: _parameter_text(value) for name, value in (parameters or {}).items()}
        try:
            with self._open_session().send_query(sql, "Arrow", params=texts) as stream:
                yield from stream.record_batch(BATCH_ROWS)
        except RuntimeError as error:
            raise _unusable(self.folder, str(error)) from error

    def insert(self, table: str, rows: Any) -> None:
        columns = ", ".join(rows.column_names)
        # chDB finds `rows` by its name among the callers. A history has more partitions than the usual limit.
        self.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM Python(rows)"
            " SETTINGS max_partitions_per_insert_block = 0"
        )

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
            self._lock.release()

    def _open_session(self) -> Any:
        if self._session is None:
            raise StorageError(f"the store {self.folder} has been closed", "open it again")
        return self._session


def _session_type() -> Any:
    try:
        from chdb.session import Session
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] != "chdb":
            raise
        how = (
            "there is no chDB for Windows: give the bars as a file with --data"
            if sys.platform == "win32"
            else 'run pip install "jts[store]", or give the bars as a file with --data'
        )
        raise StorageError("the store needs chdb, which is not installed", how) from None
    return Session


def _parameter_text(value: Value) -> str:
    """Return a parameter's value as ClickHouse writes it."""
    if isinstance(value, str | int):
        return str(value)
    quoted = (item.replace("\\", "\\\\").replace("'", "\\'") for item in value)
    return "[" + ",".join(f"'{item}'" for item in quoted) + "]"


def _unusable(folder: Path, reason: str) -> StorageError:
    line = reason.partition("\n")[0]
    shown = line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]} ..."
    return StorageError(
        f"the store {folder} cannot be used: {shown}", "check free space and permissions, or use --store"
    )
