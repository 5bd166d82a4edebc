"""From which bar on a run may decide, and from which its results count."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.backtest.feeds import Feeds
from runtime.domain.bars import Int64s, Timeline
from runtime.domain.errors import RunError
from runtime.market_data.timeframe import timeframe_label
from runtime.market_data.timestamps import NO_TIME


class HistoryTooShortError(RunError):
    """The data ends before a strategy could decide anything."""


@dataclass(frozen=True, slots=True)
class Start:
    """`rows[s]` is the first row of symbol s at which a decision may be taken; `slot` the first such slot."""

    rows: Int64s
    slot: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """Bars of a clock before some of its values are defined, and before their start no longer shows.

    They follow the first of `sessions` trading days that the values look at, their own included (0: none).
    """

    clock: int
    defined: int
    settled: int
    sessions: int = 0


def warm_start_ns(feeds: Feeds, needs: Sequence[Need], start_ns: int) -> int:
    """Return the opening time from which bars are needed, so that all values have settled at `start_ns`."""
    first = start_ns
    for symbol in range(len(feeds.bars.symbols)):
        live = _live_rows(feeds, symbol)
        at = int(np.searchsorted(feeds.bars.ts_open[live], start_ns))
        if at == len(live):
            continue
        for need in needs:
            clock, bars = need.clock, feeds.clock_bars(need.clock)
            rows = _live_rows(feeds, symbol, clock) if clock else live
            now = int(feeds.coarser[clock - 1].seen[live[at]]) - 1 if clock else at
            place = max(0, now - need.settled)
            if need.sessions:
                begun = _session_places(feeds, clock, rows)
                own = int(np.searchsorted(begun, place, side="right")) - 1
                place = int(begun[own + 1 - need.sessions]) if own + 1 >= need.sessions else 0
            if place < len(rows):
                first = min(first, int(bars.ts_open[rows[place]]))
    return first


def first_decisions(feeds: Feeds, timeline: Timeline, needs: Sequence[Need], start_ns: int | None) -> Start:
    """Return where decisions begin: at the start asked for, or once the strategy's values are defined."""
    bars = feeds.bars
    rows = np.empty(len(bars.symbols), np.int64)
    short = 0
    for symbol in range(len(bars.symbols)):
        live = _live_rows(feeds, symbol)
        asked = 0 if start_ns is None else int(np.searchsorted(bars.ts_open[live], start_ns))
        defined = _places(feeds, symbol, live, needs, [need.defined for need in needs])
        settled = _places(feeds, symbol, live, needs, [need.settled for need in needs])
        first = max(asked, *defined)
        short += any(first < place for place in settled)
        rows[symbol] = live[first] if first < len(live) else bars.starts[symbol + 1]
    slots = [int(timeline.slot[row]) for row, end in zip(rows, bars.starts[1:], strict=True) if row < end]
    if not slots:
        wanted = _needed_text(feeds, needs, [need.defined + 1 for need in needs])
        raise HistoryTooShortError(
            f"no symbol has the {wanted} that the strategy needs before it can decide",
            "give more history, an earlier --from, or shorter windows",
        )
    notes = []
    if short:
        wanted = _needed_text(feeds, needs, [need.settled for need in needs])
        notes.append(
            f"{short} of {len(bars.symbols)} symbols begin with less than the {wanted} after which"
            " their start no longer shows; they trade once their values are defined"
        )
    return Start(rows, min(slots), tuple(notes))


def _live_rows(feeds: Feeds, symbol: int, clock: int = 0) -> NDArray[np.intp]:
    bars, own = feeds.clock_bars(clock), feeds.clock_rows(clock, symbol)
    rows: NDArray[np.intp] = own.start + np.flatnonzero(~bars.halted[own])
    return rows


def _session_places(feeds: Feeds, clock: int, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places among a symbol's rows at which a trading day begins."""
    day = feeds.sessions[clock]["trading_day"][rows]
    inside = np.flatnonzero(day != NO_TIME)
    return inside[np.unique(day[inside], return_index=True)[1]]


def _places(
    feeds: Feeds, symbol: int, live: NDArray[np.intp], needs: Sequence[Need], bars_before: Sequence[int]
) -> list[int]:
    """Return, for each need, the first of a symbol's live rows with its trading days and bars before it."""
    places = []
    for need, before in zip(needs, bars_before, strict=True):
        clock = need.clock
        if need.sessions > 1:
            rows = _live_rows(feeds, symbol, clock) if clock else live
            begun = _session_places(feeds, clock, rows)
            before += int(begun[need.sessions - 1]) if len(begun) >= need.sessions else len(rows)
        if clock and before:
            before = int(np.searchsorted(feeds.coarser[clock - 1].seen[live], before + 1))
        places.append(before)
    return places


def _needed_text(feeds: Feeds, needs: Sequence[Need], counts: Sequence[int]) -> str:
    parts = []
    for need, count in zip(needs, counts, strict=True):
        length = f" of {timeframe_label(feeds.clock_bars(need.clock).timeframe_ns)}" if feeds.coarser else ""
        if need.sessions > 1:
            parts.append(f"{need.sessions - 1} trading day{'s' if need.sessions > 2 else ''}")
        if count > 1:
            parts.append(f"{count} bars{length}")
    return " and ".join(parts or ["1 bar"])
