"""A file of bars into the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runtime.cli.progress import progress
from runtime.domain.errors import RunError
from runtime.market_data.bar_file import read_bars
from runtime.market_data.timeframe import timeframe_label
from runtime.storage.import_bars import PIECE_ROWS, import_bars
from runtime.storage.store import Store


@dataclass(frozen=True, slots=True)
class BarImport:
    """How to read files of bars, and whose they are."""

    source: str
    mapping: Mapping[str, str] | None
    timeframe_ns: int | None

    def __post_init__(self) -> None:
        if not self.source or "," in self.source:
            raise RunError(
                f"'{self.source}' is no name of a source", "give one name without commas: --source krx"
            )

    def store_file(self, store: Store, path: Path) -> dict[str, Any]:
        """Store the bars of a file; return what was stored and what was left out.

        Raises:
            DataError: the file cannot be read.
            StorageError: the store cannot be used.
        """
        with progress(1) as stage:
            stage(f"reading {path.name}")
            loaded = read_bars(path, mapping=self.mapping, timeframe_ns=self.timeframe_ns)
        bars = loaded.bars
        with progress(bars.rows // PIECE_ROWS + 2) as stage:
            stage(f"storing {path.name}")
            for done in import_bars(store.bars, bars, self.source, loaded.amount):
                stage(f"storing {path.name}: {done:,} of {bars.rows:,} bars")
        return {
            "file": str(path),
            "source": self.source,
            "timeframe": timeframe_label(bars.timeframe_ns),
            "symbols": len(bars.symbols),
            "bars": bars.rows,
            "halts": int(bars.halted.sum()),
            "rejected_rows": {group.reason.text: group.count for group in loaded.rejected},
            "rejected_first": {group.reason.text: group.examples[0].text for group in loaded.rejected},
            "notes": list(loaded.notes),
        }

    def describe(self, summary: Mapping[str, Any]) -> str:
        """Return what `store_file` returned in one line."""
        bars, symbols, halts = summary["bars"], summary["symbols"], summary["halts"]
        return (
            f"{bars:,} {summary['timeframe']} bar{'' if bars == 1 else 's'}"
            f" of {symbols:,} symbol{'' if symbols == 1 else 's'} from {summary['source']}"
            + (f", {halts:,} of them halts" if halts else "")
        )
