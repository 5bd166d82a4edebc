"""The market stage over a stream of quotes: `surge_detection` on every quote, all else at the closes."""

from dataclasses import replace
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from runtime.backtest.feeds import Feeds, kernel_columns
from runtime.backtest.quote_feed import QuoteFeed
from runtime.backtest.signals import clock_lengths, scan_signals
from runtime.domain.bars import Bools, Float64s
from runtime.domain.grid import Grid
from runtime.domain.rule_bits import pack_bits, unpack_bits, word_starts
from runtime.domain.rules import Signals
from runtime.engine.tiles import ONE_THREAD, Tiling, cut_tiles, map_tiles

_PRICES = ("open", "high", "low", "close", "volume")  # what a forming bar is made of


def quote_signals(
    artifact: Artifact,
    kernel: ModuleType,
    feeds: Feeds,
    quotes: QuoteFeed,
    grid: Grid,
    params: Float64s,
    tiling: Tiling = ONE_THREAD,
) -> Signals:
    """Return where rules are true among the moments of a stream; the tiling changes nothing."""
    closes = scan_signals(artifact, kernel, feeds, grid, params, tiling)
    sections = [each.section for each in artifact.watched]
    watched = np.array(sections) == "surge_detection"
    true = np.zeros((len(sections), quotes.moments.rows), np.bool_)
    true[:, quotes.close_rows] = unpack_bits(closes.bits, feeds.bars.starts)
    true[watched] = False
    # Zeros, of which a page is memory only once it is written to: few moments have an amount.
    payload = np.zeros((artifact.payloads, quotes.moments.rows))
    if artifact.payloads:
        signalled = np.flatnonzero(true[:, quotes.close_rows].any(axis=0))
        payload[:, quotes.close_rows[signalled]] = closes.payload[:, signalled]
    if watched.any():
        fired, amounts = _watch(artifact, kernel, feeds, quotes, params, tiling)
        true[np.ix_(watched, quotes.event_rows)] = fired[watched]
        signalled = np.flatnonzero(fired[watched].any(axis=0))
        payload[:, quotes.event_rows[signalled]] = amounts[:, signalled]
    starts = quotes.moments.starts
    return replace(
        closes, bits=pack_bits(true, starts), word_starts=word_starts(starts)[:-1], payload=payload
    )


def _watch(
    artifact: Artifact,
    kernel: ModuleType,
    feeds: Feeds,
    quotes: QuoteFeed,
    params: Float64s,
    tiling: Tiling,
) -> tuple[Bools, Float64s]:
    """Return, for each rule and each payload, what it is on every quote."""
    events = quotes.events
    fired = np.zeros((len(artifact.watched), events.rows), np.bool_)
    amounts = np.zeros((artifact.payloads, events.rows))
    arrays: list[NDArray[np.generic]] = [getattr(events, name) for name in _PRICES]
    arrays += quotes.ended
    for column in artifact.columns:
        if column.clock == 0 and column.name not in _PRICES:
            known = quotes.sessions.get(column.name)
            arrays.append(getattr(events, column.name) if known is None else known)
    given = (events.starts, feeds.bars.starts, events.price_scale.astype(np.float64))
    sized = (kernel.layout(params, clock_lengths(feeds)), params)
    arrays += kernel_columns(artifact, feeds)

    def watch_tile(first: int, last: int) -> None:
        kernel.watch(first, last, *given, *sized, fired, amounts, *arrays)

    map_tiles(watch_tile, cut_tiles(events.starts, tiling.rows), tiling.threads)
    fired[:, np.repeat(~feeds.traded, np.diff(events.starts))] = False
    return fired, amounts
