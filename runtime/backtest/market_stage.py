"""The market stage of a run, whatever feeds it."""

from types import ModuleType

from jtsc.artifact import Artifact
from runtime.backtest.feeds import Feeds
from runtime.backtest.quote_signals import quote_signals
from runtime.backtest.signals import scan_signals
from runtime.domain.bars import Float64s
from runtime.domain.grid import Grid
from runtime.domain.rules import Signals


def market_signals(
    artifact: Artifact,
    kernel: ModuleType,
    feeds: Feeds,
    grid: Grid,
    params: Float64s,
    *,
    every_payload: bool = False,
) -> Signals:
    """Return where the rules are true, and what their orders need, at the moments of the feeds.

    Args:
        every_payload: also of symbols that have no signal.
    """
    if feeds.quotes is not None:
        return quote_signals(artifact, kernel, feeds, feeds.quotes, grid, params)
    return scan_signals(artifact, kernel, feeds, grid, params, every_payload=every_payload)
