"""The market stage over a stream of quotes: `surge_detection` on every quote, all else at the closes."""

from dataclasses import replace
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from runtime.backtest.feeds import Feeds, kernel_columns
from runtime.backtest.quote_feed import QuoteFeed
from runtime.backtest.signals import clock_lengths, covered_symbols, scan_signals
from runtime.domain.bars import Bools, Float64s
from runtime.domain.grid import Grid
from runtime.domain.rule_bits import pack_bits, unpack_bits, word_starts
from runtime.domain.rules import Signals

_PRICES = ("open", "high", "low", "close", "volume")  # what a forming bar is made of


def quote_signals(
    artifact: Artifact, kernel: ModuleType, feeds: Feeds, quotes: QuoteFeed, grid: Grid, params: Float64s
) -> Signals:
    """Return where rules are true among the moments of a stream."""
    closes = scan_signals(artifact, kernel, feeds, grid, params)
    watched = np.array([rule.section == "surge_detection" for rule in artifact.rules], np.bool_)
    true = np.zeros((len(artifact.rules), quotes.moments.rows), np.bool_)
    true[:, quotes.close_rows] = unpack_bits(closes.bits, feeds.bars.starts)
    true[watched] = False
    payload = np.full((artifact.payloads, quotes.moments.rows), np.nan)
    if artifact.payloads:
        payload[:, quotes.close_rows] = closes.payload
    if watched.any():
        fired, amounts = _watch(artifact, kernel, feeds, quotes, params)
        true[np.ix_(watched, quotes.event_rows)] = fired[watched]
        payload[:, quotes.event_rows] = amounts
    starts = quotes.moments.starts
    return replace(
        closes, bits=pack_bits(true, starts), word_starts=word_starts(starts)[:-1], payload=payload
    )


def _watch(
    artifact: Artifact, kernel: ModuleType, feeds: Feeds, quotes: QuoteFeed, params: Float64s
) -> tuple[Bools, Float64s]:
    """Return, for each rule and each payload, what it is on every quote."""
    events = quotes.events
    fired = np.zeros((len(artifact.rules), events.rows), np.bool_)
    amounts = np.zeros((artifact.payloads, events.rows))
    arrays: list[NDArray[np.generic]] = [getattr(events, name) for name in _PRICES]
    arrays += quotes.ended
    for column in artifact.columns:
        if column.clock == 0 and column.name not in _PRICES:
            known = quotes.sessions.get(column.name)
            arrays.append(getattr(events, column.name) if known is None else known)
    layout = kernel.layout(params, clock_lengths(feeds))
    scales = events.price_scale.astype(np.float64)
    columns = kernel_columns(artifact, feeds)
    symbols = len(events.symbols)
    kernel.watch(
        0,
        symbols,
        events.starts,
        feeds.bars.starts,
        scales,
        layout,
        params,
        fired,
        amounts,
        *arrays,
        *columns,
    )
    uncovered = np.repeat(~covered_symbols(artifact, symbols), np.diff(events.starts))
    fired[:, uncovered] = False
    return fired, amounts
