"""Time comes in by argument; only this module asks the machine for it."""

import time
from typing import Protocol


class Clock(Protocol):
    def now_ns(self) -> int:
        """Return the time, nanoseconds UTC."""

    def elapsed_s(self) -> float:
        """Return seconds of a steady clock, for measuring."""


class SystemClock:
    """The machine's own time."""

    def now_ns(self) -> int:
        return time.time_ns()

    def elapsed_s(self) -> float:
        return time.perf_counter()
