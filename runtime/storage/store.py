"""Everything that is kept in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from runtime.storage.ports import BarStore, InstrumentStore, SurgeStore, TickStore


@dataclass(frozen=True, slots=True)
class Store:
    """The tables of one connection, usable until `close`; a second call of it does nothing."""

    bars: BarStore
    ticks: TickStore
    surges: SurgeStore
    instruments: InstrumentStore
    close: Callable[[], None]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
