"""Bars read once, for runs that know of less and less of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from jtsc.artifact import Artifact
from runtime.backtest.request import BacktestRequest
from runtime.backtest.warmup import Need
from runtime.domain.bars import Bars
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.selection import select_span


@dataclass(frozen=True, slots=True)
class KnownBars:
    """A `BarSource` of bars that are in memory, cut off where the request ends."""

    loaded: LoadedBars

    def load(self, request: BacktestRequest, artifact: Artifact, needs: Sequence[Need]) -> LoadedBars:
        if request.end_ns is None:
            return self.loaded
        return replace(self.loaded, bars=select_span(self.loaded.bars, None, request.end_ns))

    def facts(self, bars: Bars) -> dict[str, Any]:
        return {}
