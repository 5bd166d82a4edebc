"""The market stage of a run, whatever feeds it."""

from dataclasses import replace
from types import ModuleType

import numpy as np

from jtsc.artifact import Artifact
from runtime.backtest.cross_sections import cross_section
from runtime.backtest.feeds import Feeds
from runtime.backtest.quote_signals import quote_signals
from runtime.backtest.signals import gather_payloads, scan_signals
from runtime.domain.bars import Float64s
from runtime.domain.errors import RunError
from runtime.domain.grid import Grid
from runtime.domain.rules import Signals
from runtime.engine.tiles import ONE_THREAD, Tiling
from runtime.market_data.timeline import build_timeline


def market_signals(
    artifact: Artifact,
    kernel: ModuleType,
    feeds: Feeds,
    grid: Grid,
    params: Float64s,
    tiling: Tiling = ONE_THREAD,
    *,
    every_payload: bool = False,
) -> Signals:
    """Return where the rules are true, and what their orders need, at the moments of the feeds.

    Args:
        tiling: how symbols are spread over threads; the signals do not depend on it.
        every_payload: also of symbols that have no signal.

    Raises:
        RunError: the strategy cannot run over a stream of quotes.
    """
    if artifact.asks_account and feeds.quotes is not None:
        raise RunError(
            f"{artifact.name} asks for values of the account, which a stream of quotes does not allow yet",
            "give bars with --data",
        )
    feeds = with_crosses(artifact, kernel, feeds, params, tiling)
    if feeds.quotes is not None:
        return quote_signals(artifact, kernel, feeds, feeds.quotes, grid, params, tiling)
    return scan_signals(artifact, kernel, feeds, grid, params, tiling, every_payload=every_payload)


def with_crosses(
    artifact: Artifact, kernel: ModuleType, feeds: Feeds, params: Float64s, tiling: Tiling = ONE_THREAD
) -> Feeds:
    """Return the feeds with the columns over all symbols: the kernel gives each symbol's values first.

    Raises:
        RunError: the bars are made of quotes, at which symbols are not seen together.
    """
    if not artifact.crosses:
        return feeds
    if feeds.quotes is not None:
        raise RunError(
            f"{artifact.name} compares symbols with each other, which a stream of quotes does not allow yet",
            "give bars with --data",
        )
    everyone = np.ones(len(feeds.bars.symbols), np.bool_)
    values = gather_payloads(artifact, kernel, feeds, params, everyone, tiling)
    timeline = build_timeline(feeds.bars)
    crosses = {
        f"cross_{place}": cross_section(
            cross.function, values[cross.payload], feeds.bars, timeline, feeds.traded
        )
        for place, cross in enumerate(artifact.crosses)
    }
    return replace(feeds, crosses=crosses)
