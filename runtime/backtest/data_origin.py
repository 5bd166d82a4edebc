"""Where the bars of a run come from, as a manifest says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class OriginKind(StrEnum):
    BARS = "bars"  # a file
    QUOTES = "quotes"  # a file of quotes, from which the run builds its bars
    STORE = "store"


@dataclass(frozen=True, slots=True)
class DataOrigin:
    """`path` is the file, or the store's folder (None: the user's own), as the user wrote it.

    `columns` are names of a file's columns where they differ from ours, `sources` whose bars of a store.
    """

    kind: OriginKind
    path: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "path": None if self.path is None else str(self.path),
            "columns": dict(self.columns),
            "sources": list(self.sources),
        }

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> "DataOrigin":
        """Read what `to_json` gave; raises `KeyError`, `TypeError` or `ValueError` for anything else."""
        path = told["path"]
        return DataOrigin(
            OriginKind(told["kind"]),
            None if path is None else Path(path),
            dict(told["columns"]),
            tuple(told["sources"]),
        )
