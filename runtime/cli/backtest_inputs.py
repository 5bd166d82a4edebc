"""What a run reads, and where it keeps the surges that it detects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.bar_source import BarSource
    from runtime.backtest.data_origin import DataOrigin
    from runtime.storage.ports import SurgeStore


@dataclass(frozen=True, slots=True)
class Inputs:
    source: BarSource
    surges: SurgeStore | None  # of the store that is read, or that was named


@contextmanager
def opened_inputs(
    origin: DataOrigin, surge_store: Path | None = None, *, detects_surges: bool = False
) -> Iterator[Inputs]:
    """Give the bars or the quotes of a file, or else those of the store, for as long as they are read.

    With a file a store is opened, and made where there is none, only if it is named and there are surges to
    keep.

    Raises:
        RunError: the store cannot be opened, or is named for nothing.
    """
    from runtime.app import open_store
    from runtime.backtest.bar_source import FileSource, QuoteFileSource, StoreSource
    from runtime.backtest.data_origin import OriginKind

    if origin.kind is OriginKind.STORE or origin.path is None:
        try:
            opened = open_store(origin.path)
        except RunError as error:
            raise RunError(error.message, f"give --data FILE, or {error.hint}") from None
        with opened as each:
            yield Inputs(StoreSource(each.bars, origin.sources, origin.path), each.surges)
        return
    kind = FileSource if origin.kind is OriginKind.BARS else QuoteFileSource
    source = kind(origin.path, origin.columns)
    if surge_store is None:
        yield Inputs(source, None)
        return
    if not detects_surges:
        raise RunError(f"--store is given, and the run reads '{origin.path}'", "leave one of them out")
    with open_store(surge_store, create=True) as each:
        yield Inputs(source, each.surges)
