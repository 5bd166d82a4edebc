"""What a store of bars can do, whatever keeps them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from numpy.typing import NDArray

from runtime.domain.bars import Bars

COLUMNS = ("open", "high", "low", "close", "volume", "bid", "ask")


@dataclass(frozen=True, slots=True)
class StoredSeries:
    """The bars of one symbol from one source: their price grid as a whole."""

    symbol: str
    source: str
    price_places: int  # decimal places of the finest grid any load of it had
    highest_price: float  # never too low; bars replaced since count too


@dataclass(frozen=True, slots=True)
class StoredSpan:
    """What is there of one symbol from one source; times are bar opens in nanoseconds UTC."""

    timeframe: str
    source: str
    symbol: str
    bars: int
    halts: int  # among the bars
    first_ns: int
    last_ns: int


@dataclass(frozen=True, slots=True)
class Selection:
    """Bars of some symbols that open from `start_ns` to before `end_ns`, nanoseconds UTC.

    Where several sources have a bar of the same symbol and time, the first of them in `sources` has it.
    """

    symbols: tuple[str, ...]
    timeframe_ns: int
    sources: tuple[str, ...]
    start_ns: int | None = None
    end_ns: int | None = None


class BarStore(Protocol):
    """Every method raises `StorageError`. Symbols are ordered by code point, their bars by time."""

    def append(self, bars: Bars, source: str) -> None:
        """Store bars; a bar that is there already from that source is replaced.

        Interrupted at any point it leaves whole bars only, and the same call again completes the work.
        """

    def settle(self) -> None:
        """Bring what was appended into a form that reads fast; the contents stay the same."""

    def contents(self) -> list[StoredSpan]:
        """Return what is there, by timeframe, source and symbol."""

    def series(self, timeframe_ns: int) -> list[StoredSeries]:
        """Return the series of a timeframe, by symbol and source."""

    def count(self, selection: Selection) -> Mapping[str, int]:
        """Return the number of bars of each selected symbol that has any, in order."""

    def warm_start(self, selection: Selection, bars: int) -> int | None:
        """Return the opening time from which each symbol that trades within the selection has `bars` more
        bars, halts not counted, before its start; those there are where they are fewer, None if none.
        """

    def read(self, selection: Selection, columns: Sequence[str]) -> Iterator[Mapping[str, NDArray[Any]]]:
        """Yield the selected bars in pieces: `ts_open` (int64 nanoseconds), `halted` (bool), and `columns`
        of `COLUMNS` (float64), valid until the next piece.
        """

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
