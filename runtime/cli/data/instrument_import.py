"""A file of instruments into the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runtime.cli.progress import progress
from runtime.market_data.instruments.instrument_file import read_instruments
from runtime.storage.import_instruments import import_instruments
from runtime.storage.store import Store


@dataclass(frozen=True, slots=True)
class InstrumentImport:
    """How to read files of instruments."""

    mapping: Mapping[str, str] | None

    def store_file(self, store: Store, path: Path) -> dict[str, Any]:
        """Store the instruments of a file; return what was stored and what was left out.

        Raises:
            DataError: the file cannot be read.
            StorageError: the store cannot be used.
        """
        with progress(2) as stage:
            stage(f"reading {path.name}")
            loaded = read_instruments(path, self.mapping)
            stage(f"storing {path.name}")
            import_instruments(store.instruments, loaded.instruments, loaded.fields)
        return {
            "file": str(path),
            "instruments": len(loaded.instruments),
            "fields": list(loaded.fields),
            "rejected_rows": {group.reason: group.count for group in loaded.rejected},
            "rejected_first": {group.reason: group.first for group in loaded.rejected},
            "notes": list(loaded.notes),
        }

    def describe(self, summary: Mapping[str, Any]) -> str:
        """Return what `store_file` returned in one line."""
        count = summary["instruments"]
        fields = ", ".join(summary["fields"])
        return f"{count:,} instrument{'' if count == 1 else 's'} with {fields}"
