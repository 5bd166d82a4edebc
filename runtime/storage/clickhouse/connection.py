"""What a store needs of ClickHouse, embedded or a server."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

Value = str | int | Sequence[str]
Parameters = Mapping[str, Value]


class Connection(Protocol):
    """Statements with `{name:Type}` for what comes in from outside. All raise `StorageError`."""

    def execute(self, sql: str) -> None:
        """Run a statement that returns nothing."""

    def batches(self, sql: str, parameters: Parameters | None = None) -> Iterator[Any]:
        """Run a query and yield its result as Arrow record batches, to be read before the next statement."""

    def insert(self, table: str, rows: Any) -> None:
        """Append an Arrow table, whose columns are named as those of the table of the store."""

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""
