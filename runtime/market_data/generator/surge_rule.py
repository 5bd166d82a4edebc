"""Where `price_change(5m) > 3% AND volume > avg_volume(20) * 2 AND spread < 0.5%` is true: only where wanted.

Bars that come near to it elsewhere get less volume. Near means within a margin that also covers what is asked
on each quote inside a bar: any price up to its high, against either bar that may then be five minutes old.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bools, Float64s, Int64s

_CHANGE = 0.03
_SPREAD = 0.005
_WINDOW = 20  # bars of the average volume; twice that average is a tenth of their sum
_MARGIN = 0.01  # of each threshold: a true bar is above it by this much, a false one below
_TRUE_ABOVE, _FALSE_UP_TO = 101, 99  # thousandths of that sum: the threshold with its margin
_WIDE_SPREAD = 0.01  # is at least 0.5 % around any price between a day's limits


@dataclass(frozen=True, slots=True)
class Moves:
    """Of each traded bar, symbol after symbol (bars,): what the rule asks besides volume."""

    change: Float64s  # price_change(5m) at the close; NaN while the session is too young
    certain: Bools  # change and spread satisfy the rule at the close and just before it
    near: Bools  # they may satisfy it at some quote of the bar
    rank: Int64s  # how many bars of the symbol traded before


@dataclass(frozen=True, slots=True)
class Runs:
    """Where the rule is true: `length[i]` bars from bar `first[i]` on, and nowhere else."""

    first: NDArray[np.intp]  # indices of traded bars
    length: NDArray[np.intp]


def measure_moves(close: Int64s, high: Int64s, spread: Float64s, traded: Bools, span: int) -> Moves:
    """Measure prices (symbols, days, slots); `span` is the five minutes in slots."""
    now, before = _close_ago(close, traded, span), _close_ago(close, traded, span + 1)
    lowest, highest = np.fmin(now, before), np.fmax(now, before)
    certain = (close / highest - 1 > _CHANGE * (1 + _MARGIN)) & (spread < _SPREAD * (1 - _MARGIN))
    near = (high / lowest - 1 > _CHANGE * (1 - _MARGIN)) & ~(spread >= _WIDE_SPREAD)
    per_symbol = traded.reshape(len(traded), -1)
    rank = (np.cumsum(per_symbol, axis=1) - 1)[per_symbol]
    return Moves((close / now - 1)[traded], certain[traded], near[traded], rank.astype(np.int64))


def confine_surges(volume: Int64s, moves: Moves, wanted: Bools) -> tuple[Int64s, Runs]:
    """Return volumes lowered where the rule would be true outside the runs that begin at a wanted bar.

    A wanted bar at which the rule is not true (for a limit, a halt) gives no run.

    Args:
        volume: (bars,) of traded bars, positive.
        wanted: (bars,) where a run may begin.
    """
    volume = volume.copy()
    near = np.flatnonzero(moves.near & (moves.rank >= _WINDOW))
    true = np.zeros(len(volume), np.bool_)
    while True:
        sums = _sums_before(volume, near)
        true[near] = moves.certain[near] & (1000 * volume[near] > _TRUE_ABOVE * sums)
        runs = _runs(true, wanted)
        within = np.repeat(runs.first, runs.length) + _count_up(runs.length)
        excess = (1000 * volume[near] > _FALSE_UP_TO * sums) & ~np.isin(near, within)
        if not excess.any():
            return volume, runs
        # Less volume here lowers later averages, which may bring another bar above twice its own: look again.
        volume[near[excess]] = _FALSE_UP_TO * sums[excess] // 1000


def volume_ratios(volume: Int64s, bars: NDArray[np.intp]) -> Float64s:
    """Return the volume of some bars, each after `_WINDOW` others of its symbol, to avg_volume(20)."""
    return volume[bars] * _WINDOW / _sums_before(volume, bars)


def _sums_before(volume: Int64s, bars: NDArray[np.intp]) -> Int64s:
    """Return the summed volume of the `_WINDOW` bars before each of these bars."""
    total = np.concatenate(([0], np.cumsum(volume)))
    sums: Int64s = total[bars] - total[bars - _WINDOW]
    return sums


def _runs(true: Bools, wanted: Bools) -> Runs:
    """Return the stretches of true bars from each wanted one on.

    None reaches into another session: a session's first bars are never true.
    """
    first = np.flatnonzero(true & wanted)
    false = np.append(np.flatnonzero(~true), len(true))
    return Runs(first, false[np.searchsorted(false, first)] - first)


def _count_up(lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return 0, 1, ... up to each length, one after another."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)


def _close_ago(close: Int64s, traded: Bools, slots: int) -> Float64s:
    """Return the close of the day's last traded bar at least `slots` slots back; NaN where there is none."""
    slot = np.where(traded, np.arange(close.shape[2]), -1)
    latest = np.maximum.accumulate(slot, axis=2)[..., : max(close.shape[2] - slots, 0)]
    known = np.where(latest >= 0, np.take_along_axis(close, np.maximum(latest, 0), axis=2), np.nan)
    ago = np.full(close.shape, np.nan)
    ago[..., slots:] = known
    return ago
