"""What can be kept, and what a store can do, whatever keeps it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

from runtime.domain.bars import Bars, Float64s
from runtime.domain.instruments import Instrument
from runtime.domain.surges import Surges
from runtime.domain.ticks import Ticks

KEPT_DAYS = 7  # of ticks
COLUMNS = ("open", "high", "low", "close", "volume", "bid", "ask")
AMOUNT = "amount"  # the traded value, a column that no run reads


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
    """Bars. Every method raises `StorageError`. Symbols are ordered by code point, their bars by time."""

    def append(self, bars: Bars, source: str, amount: Float64s | None = None) -> None:
        """Store bars, each with its traded value if that is known; a bar that is there already from that
        source is replaced.

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
        of `COLUMNS` or `AMOUNT` (float64), valid until the next piece.

        Nothing else may be asked of the store until the last one is read.
        """


class TickStore(Protocol):
    """Ticks of the last `KEPT_DAYS` days. Every method raises `StorageError`."""

    def append(self, ticks: Ticks, source: str, now_ns: int) -> None:
        """Store ticks; one of the same symbol, time and sequence from that source is replaced.

        Raises:
            StorageError: one is older than `KEPT_DAYS` at `now_ns` and would soon be gone, they are not in
                order, or their times are finer than milliseconds; nothing is stored then.
        """

    def settle(self) -> None:
        """Bring what was appended into a form that reads fast, and let go of ticks older than `KEPT_DAYS`."""

    def read(
        self, symbols: Sequence[str], source: str, *, start_ns: int | None = None, end_ns: int | None = None
    ) -> Ticks:
        """Return the ticks from `start_ns` to before `end_ns`, symbols by code point, without those that have
        none.
        """


class SurgeStore(Protocol):
    """Detected surges. Every method raises `StorageError`."""

    def append(self, surges: Surges) -> None:
        """Store surges; of the same symbol, account and millisecond, to which times are cut, the last."""

    def read(self, *, start_ns: int | None = None, end_ns: int | None = None) -> Surges:
        """Return the surges from `start_ns` to before `end_ns`, by time, symbol and account."""


class InstrumentStore(Protocol):
    """One record for each code. Every method raises `StorageError`."""

    def put(self, instruments: Sequence[Instrument]) -> None:
        """Store records, of several of a code the last; one that is there already is replaced."""

    def read(self) -> list[Instrument]:
        """Return all records, by code point of their codes."""
