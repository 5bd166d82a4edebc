"""What a backtest reads, and where it keeps the surges that it detects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from runtime.cli.data.options import split_list
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.bar_source import BarSource
    from runtime.storage.ports import SurgeStore


@dataclass(frozen=True, slots=True)
class Inputs:
    source: BarSource
    surges: SurgeStore | None  # of the store that is read, or that was named


@contextmanager
def opened_inputs(
    *,
    data: Path | None,
    quotes: Path | None,
    columns: str | None,
    store: Path | None,
    sources: str | None,
    detects_surges: bool,
) -> Iterator[Inputs]:
    """Give the bars or the quotes of a file, or else those of the store, for as long as they are read.

    With a file a store is opened, and made where there is none, only if it is named and there are surges to
    keep.
    """
    from runtime.app import open_store
    from runtime.backtest.bar_source import StoreSource

    path = data or quotes
    if path is None:
        try:
            opened = open_store(store)
        except RunError as error:
            raise RunError(error.message, f"give --data FILE, or {error.hint}") from None
        with opened as each:
            yield Inputs(StoreSource(each.bars, split_list(sources)), each.surges)
        return
    source = _file_source(data, quotes, columns)
    if store is None:
        yield Inputs(source, None)
        return
    if not detects_surges:
        raise RunError(f"--store is given, and the run reads '{path}'", "leave one of them out")
    with open_store(store, create=True) as each:
        yield Inputs(source, each.surges)


def _file_source(data: Path | None, quotes: Path | None, columns: str | None) -> BarSource:
    from runtime.backtest.bar_source import FileSource, QuoteFileSource
    from runtime.market_data.column_map import BARS, QUOTES, parse_columns

    if data is not None and quotes is not None:
        raise RunError("--data and --quotes are given", "bars are built from the quotes: leave --data out")
    layout = BARS if quotes is None else QUOTES
    mapping = parse_columns(columns, layout.aliases) if columns else {}
    if quotes is not None:
        return QuoteFileSource(quotes, mapping)
    assert data is not None
    return FileSource(data, mapping)
