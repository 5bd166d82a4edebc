"""From which bar on a run may decide, and from which its results count."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import Bars, Int64s, Timeline
from runtime.domain.errors import RunError


@dataclass(frozen=True, slots=True)
class Start:
    """`rows[s]` is the first row of symbol s at which a decision may be taken; `slot` the first such slot."""

    rows: Int64s
    slot: int
    notes: tuple[str, ...]


def warm_start_ns(bars: Bars, settled: int, start_ns: int) -> int:
    """Return the opening time from which bars are needed, so that `settled` bars come before `start_ns`."""
    first = start_ns
    for symbol in range(len(bars.symbols)):
        times = bars.ts_open[bars.rows_of(symbol)][~bars.halted[bars.rows_of(symbol)]]
        at = int(np.searchsorted(times, start_ns))
        if at < len(times):
            first = min(first, int(times[max(0, at - settled)]))
    return first


def first_decisions(
    bars: Bars, timeline: Timeline, defined: int, settled: int, start_ns: int | None
) -> Start:
    """Return where decisions begin: at the start asked for, or once the strategy's values are defined."""
    rows = np.empty(len(bars.symbols), np.int64)
    short = 0
    for symbol in range(len(bars.symbols)):
        own = bars.rows_of(symbol)
        live = own.start + np.flatnonzero(~bars.halted[own])
        asked = 0 if start_ns is None else int(np.searchsorted(bars.ts_open[live], start_ns))
        first = max(asked, defined)
        short += first < settled
        rows[symbol] = live[first] if first < len(live) else own.stop
    slots = [int(timeline.slot[row]) for row, end in zip(rows, bars.starts[1:], strict=True) if row < end]
    if not slots:
        raise RunError(
            f"no symbol has the {defined + 1} bars that the strategy needs before it can decide",
            "give more history, an earlier --from, or shorter windows",
        )
    notes = []
    if short:
        notes.append(
            f"{short} of {len(bars.symbols)} symbols begin with less than the {settled} bars after which"
            " their start no longer shows; they trade once their values are defined"
        )
    return Start(rows, min(slots), tuple(notes))
