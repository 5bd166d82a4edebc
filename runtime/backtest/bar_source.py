"""Where the bars of a run come from: a file of bars or of quotes, or the store."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from jtsc.artifact import Artifact
from runtime.backtest.data_origin import DataOrigin, OriginKind
from runtime.backtest.request import BacktestRequest
from runtime.backtest.universe import resolve_universe
from runtime.backtest.warmup import Need
from runtime.domain.bars import DAY_NS, Bars
from runtime.domain.column_space import IN_MEMORY, ColumnSpace
from runtime.market_data.bar_file import read_bars
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.quote_file import read_quotes
from runtime.storage.data_folder import data_folder
from runtime.storage.load_bars import load_bars
from runtime.storage.ports import BarStore

_CHUNK = 1 << 20
_BYTES_A_BAR = 100  # of all columns of a run, those of sessions and coarser bars among them
_TRADED = ("open", "high", "low", "close")  # what orders, stops and reports look at


class BarSource(Protocol):
    def load(self, request: BacktestRequest, artifact: Artifact, needs: Sequence[Need]) -> LoadedBars:
        """Return the bars of the span asked for and enough before it to be warm at its start, or more."""

    def facts(self, bars: Bars) -> dict[str, Any]:
        """Return what a manifest says of where these bars came from."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file of bars; `columns` are names of its columns where they differ from ours."""

    path: Path
    columns: Mapping[str, str] = field(default_factory=dict)

    def load(self, request: BacktestRequest, artifact: Artifact, needs: Sequence[Need]) -> LoadedBars:
        return read_bars(
            self.path,
            mapping=self.columns or None,
            symbols=symbols_to_load(request, artifact),
            timeframe_ns=request.timeframe_ns,
            end_ns=request.end_ns,
            optional=[column.name for column in artifact.columns],
        )

    def facts(self, bars: Bars) -> dict[str, Any]:
        origin = DataOrigin(OriginKind.BARS, self.path, self.columns)
        return {**origin.to_json(), "hash": file_hash(self.path)}


@dataclass(frozen=True, slots=True)
class QuoteFileSource:
    """A file of quotes, from which the run builds its bars; `columns` as of `FileSource`."""

    path: Path
    columns: Mapping[str, str] = field(default_factory=dict)

    def load(self, request: BacktestRequest, artifact: Artifact, needs: Sequence[Need]) -> LoadedBars:
        return read_quotes(
            self.path,
            mapping=self.columns or None,
            symbols=symbols_to_load(request, artifact),
            end_ns=request.end_ns,
        )

    def facts(self, bars: Bars) -> dict[str, Any]:
        origin = DataOrigin(OriginKind.QUOTES, self.path, self.columns)
        return {**origin.to_json(), "hash": file_hash(self.path)}


@dataclass(frozen=True, slots=True)
class StoreSource:
    """The store of a folder (None: the user's own); of `sources` the first that has a bar gives it."""

    store: BarStore
    sources: tuple[str, ...] = ()
    folder: Path | None = None

    def load(self, request: BacktestRequest, artifact: Artifact, needs: Sequence[Need]) -> LoadedBars:
        finest, *coarser = (clock.length_ns for clock in artifact.clocks)
        timeframe_ns = request.timeframe_ns or finest or DAY_NS
        lengths = [length or timeframe_ns for length in (finest, *coarser)]
        # Days and coarser bars in bars of the feed, as if venues never closed: rather too many than too few.
        warm_up = max(
            (need.settled + need.sessions * -(-DAY_NS // lengths[need.clock]))
            * -(-lengths[need.clock] // timeframe_ns)
            for need in needs
        )
        read = {column.name for column in artifact.columns}
        bars = load_bars(
            self.store,
            timeframe_ns,
            symbols=symbols_to_load(
                request, artifact, {series.symbol for series in self.store.series(timeframe_ns)}
            ),
            start_ns=request.start_ns,
            end_ns=request.end_ns,
            warm_up=warm_up,
            columns=(*_TRADED, *sorted(read & {"volume", "bid", "ask"})),
            sources=self.sources,
            space_of=lambda rows: self._space(rows, request),
        )
        return LoadedBars(bars, (), ())

    def _space(self, rows: int, request: BacktestRequest) -> ColumnSpace:
        """Return where so many bars lie: beside the store if they are too many for the memory given."""
        if request.memory_bytes is None or rows * _BYTES_A_BAR <= request.memory_bytes:
            return IN_MEMORY
        return ColumnSpace(self.folder or data_folder())

    def facts(self, bars: Bars) -> dict[str, Any]:
        origin = DataOrigin(OriginKind.STORE, self.folder, sources=self.sources)
        return {**origin.to_json(), "hash": bars_hash(bars)}


def symbols_to_load(
    request: BacktestRequest, artifact: Artifact, known: Collection[str] | None = None
) -> tuple[str, ...] | None:
    """Return the symbols asked for, and the instruments that the strategy looks at; None for all.

    Of a universe it is those that are `known`: it may name what the data does not have.
    """
    asked = resolve_universe(artifact, request)
    if asked is None or (artifact.universe is not None and known is None):
        return None
    looked_at = (clock.symbol for clock in artifact.clocks if clock.symbol)
    wanted = dict.fromkeys((*asked, *looked_at))
    if artifact.universe is None or known is None:
        return tuple(wanted)
    return tuple(symbol for symbol in wanted if symbol in known)


def bars_hash(bars: Bars) -> str:
    """Return a hash of everything that a run can see of bars."""
    digest = blake2b(repr((bars.symbols, bars.timeframe_ns)).encode(), digest_size=16)
    for each in fields(bars):
        column = getattr(bars, each.name)
        if isinstance(column, np.ndarray):
            digest.update(each.name.encode())
            digest.update(np.ascontiguousarray(column).data)
    return digest.hexdigest()


def file_hash(path: Path) -> str:
    """Return a hash of a file's bytes."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
