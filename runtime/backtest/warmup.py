"""From which bar on a run may decide, and from which its results count."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.backtest.feeds import Feeds
from runtime.domain.bars import Bars, Int64s, Timeline
from runtime.domain.errors import RunError
from runtime.market_data.timeframe import timeframe_label


@dataclass(frozen=True, slots=True)
class Start:
    """`rows[s]` is the first row of symbol s at which a decision may be taken; `slot` the first such slot."""

    rows: Int64s
    slot: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """Bars of a clock before its values are defined, and before their start no longer shows."""

    defined: int
    settled: int


def warm_start_ns(feeds: Feeds, needs: Sequence[Need], start_ns: int) -> int:
    """Return the opening time from which bars are needed, so that each clock has settled at `start_ns`."""
    first = start_ns
    for symbol in range(len(feeds.bars.symbols)):
        live = _live_rows(feeds.bars, symbol)
        at = int(np.searchsorted(feeds.bars.ts_open[live], start_ns))
        if at == len(live):
            continue
        first = min(first, int(feeds.bars.ts_open[live[max(0, at - needs[0].settled)]]))
        for coarse, need in zip(feeds.coarser, needs[1:], strict=True):
            place = max(0, int(coarse.seen[live[at]]) - 1 - need.settled)
            opened = coarse.bars.ts_open[coarse.bars.rows_of(symbol)]
            first = min(first, int(opened[place])) if len(opened) else first
    return first


def first_decisions(feeds: Feeds, timeline: Timeline, needs: Sequence[Need], start_ns: int | None) -> Start:
    """Return where decisions begin: at the start asked for, or once the strategy's values are defined."""
    bars = feeds.bars
    rows = np.empty(len(bars.symbols), np.int64)
    short = 0
    for symbol in range(len(bars.symbols)):
        live = _live_rows(bars, symbol)
        asked = 0 if start_ns is None else int(np.searchsorted(bars.ts_open[live], start_ns))
        defined = _places(feeds, live, [need.defined for need in needs])
        settled = _places(feeds, live, [need.settled for need in needs])
        first = max(asked, *defined)
        short += any(first < place for place in settled)
        rows[symbol] = live[first] if first < len(live) else bars.starts[symbol + 1]
    slots = [int(timeline.slot[row]) for row, end in zip(rows, bars.starts[1:], strict=True) if row < end]
    if not slots:
        wanted = _bars_text(feeds, [need.defined + 1 for need in needs])
        raise RunError(
            f"no symbol has the {wanted} that the strategy needs before it can decide",
            "give more history, an earlier --from, or shorter windows",
        )
    notes = []
    if short:
        wanted = _bars_text(feeds, [need.settled for need in needs])
        notes.append(
            f"{short} of {len(bars.symbols)} symbols begin with less than the {wanted} after which"
            " their start no longer shows; they trade once their values are defined"
        )
    return Start(rows, min(slots), tuple(notes))


def _live_rows(bars: Bars, symbol: int) -> NDArray[np.intp]:
    own = bars.rows_of(symbol)
    rows: NDArray[np.intp] = own.start + np.flatnonzero(~bars.halted[own])
    return rows


def _places(feeds: Feeds, live: NDArray[np.intp], bars_before: Sequence[int]) -> list[int]:
    """Return, for each clock, the first of a symbol's live rows that has so many of its bars before it."""
    seen = [coarse.seen[live] for coarse in feeds.coarser]
    coarser = (
        int(np.searchsorted(column, before + 1)) if before else 0
        for column, before in zip(seen, bars_before[1:], strict=True)
    )
    return [bars_before[0], *coarser]


def _bars_text(feeds: Feeds, counts: Sequence[int]) -> str:
    if not feeds.coarser:
        return f"{counts[0]} bars"
    lengths = (feeds.bars.timeframe_ns, *(coarse.bars.timeframe_ns for coarse in feeds.coarser))
    return " and ".join(
        f"{count} bars of {timeframe_label(length)}" for count, length in zip(counts, lengths, strict=True)
    )
