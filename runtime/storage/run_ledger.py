"""The trial ledger: a row for every backtest, in SQLite, safe with several processes at once."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from runtime.storage.data_folder import DATA_FOLDER_VARIABLE
from runtime.storage.errors import StorageError

SCHEMA_VERSION = 1  # kept in the file as SQLite's `user_version`
BUSY_TIMEOUT_S = 10.0

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One backtest. The mappings hold what JSON can say: None where a figure is undefined, never NaN."""

    ts_ns: int  # when it ran, nanoseconds UTC
    strategy: str
    source: str
    manifest: Json
    parameters: Json
    metrics: Json


class RunLedger:
    """The `runs` table of one file, made with its folder on first use."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, record: RunRecord) -> int:
        """Store a run and return its number.

        Raises:
            StorageError: the file cannot be written, is no database, or is of a newer version.
        """
        documents = (_to_json(each) for each in (record.manifest, record.parameters, record.metrics))
        row = (record.ts_ns, record.strategy, record.source, *documents)
        with self._connection() as connection, connection:
            cursor = connection.execute(
                "INSERT INTO runs (ts, strategy, source, manifest, parameters, metrics)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
        return cursor.lastrowid or 0

    def list(self, *, strategy: str | None = None, limit: int = 100) -> list[RunRecord]:
        """Return the latest runs, of one strategy or of all, newest first.

        Raises:
            StorageError: as for `append`.
        """
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT ts, strategy, source, manifest, parameters, metrics FROM runs"
                " WHERE ?1 IS NULL OR strategy = ?1 ORDER BY ts DESC, id DESC LIMIT ?2",
                (strategy, limit),
            ).fetchall()
        return [RunRecord(*row[:3], *(json.loads(document) for document in row[3:])) for row in rows]

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S)) as connection:
                _prepare(connection, self.path)
                yield connection
        except (OSError, sqlite3.DatabaseError) as error:
            raise StorageError(
                f"the record of runs cannot be used: {self.path}: {_reason(error)}",
                f"set {DATA_FOLDER_VARIABLE} to a folder you can write to",
            ) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA_VERSION:
        return
    if version > SCHEMA_VERSION:
        raise StorageError(
            f"the record of runs was written by a newer version of jts: {path}",
            f"update jts, or set {DATA_FOLDER_VARIABLE} to another folder",
        )
    # The busy timeout does not cover this switch. Whoever loses the race finds it made by the other, and
    # without it only concurrency suffers.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")
    schema = (files("runtime.storage") / "run_ledger.sql").read_text(encoding="utf-8")
    connection.executescript(f"BEGIN IMMEDIATE; {schema} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _to_json(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)
