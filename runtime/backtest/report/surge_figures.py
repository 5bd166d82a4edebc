"""What is told of detected surges."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.surges import Surges


@dataclass(frozen=True, slots=True)
class SurgeFigures:
    """How many, and for how long at most they had been there unseen; None where there are none."""

    count: int
    latency_ms_median: float | None
    latency_ms_highest: float | None

    @property
    def text(self) -> str:
        """Return it in a sentence.

        >>> SurgeFigures(37, 60_000.0, 60_000.0).text
        '37 surges detected, each at most 60 s after it was there (median 60 s)'
        """
        if self.latency_ms_median is None or self.latency_ms_highest is None:
            return "no surge detected"
        median, highest = (f"{ms / 1000:,.3g} s" for ms in (self.latency_ms_median, self.latency_ms_highest))
        surges = "1 surge" if self.count == 1 else f"{self.count:,} surges"
        return f"{surges} detected, each at most {highest} after it was there (median {median})"


def surge_figures(surges: Surges) -> SurgeFigures:
    """Return the figures of all surges of a run."""
    if not len(surges.ts):
        return SurgeFigures(0, None, None)
    return SurgeFigures(len(surges.ts), float(np.median(surges.latency_ms)), float(surges.latency_ms.max()))
