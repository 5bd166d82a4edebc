"""Intents that came to nothing, or to less, in a trader's words."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import Bars
from runtime.domain.outcome import Drop, Outcome


@dataclass(frozen=True, slots=True)
class Dropped:
    """All intents of a run with one fate."""

    reason: Drop
    count: int
    symbols: int  # how many symbols it happened to
    first_symbol: str
    first_ts: int  # opening time of the bar where it first happened, nanoseconds UTC

    @property
    def name(self) -> str:
        """Return the key used in JSON."""
        return self.reason.name.lower()

    @property
    def what(self) -> str:
        """Say what happened."""
        return _TEXT[self.reason][0]

    @property
    def advice(self) -> str:
        """Say what to do about it."""
        return _TEXT[self.reason][1]


def words_of(reason: Drop) -> tuple[str, str]:
    """Return what happened, and what to do about it."""
    return _TEXT[reason]


def list_dropped(outcome: Outcome, bars: Bars) -> tuple[Dropped, ...]:
    """Count the drops of a run over its symbols, the most frequent first."""
    found = []
    for reason in Drop:
        counts, first_rows = outcome.drops[:, reason], outcome.first_drop_row[:, reason]
        hit = np.flatnonzero(counts)
        if len(hit):
            first = hit[np.argmin(bars.ts_open[first_rows[hit]])]
            first_ts = int(bars.ts_open[first_rows[first]])
            found.append(Dropped(reason, int(counts.sum()), len(hit), bars.symbols[first], first_ts))
    return tuple(sorted(found, key=lambda dropped: -dropped.count))


_TEXT = {
    Drop.SIZE_ZERO: (
        "the quantity rounded down to nothing",
        "give more --cash or a larger quantity, or a smaller --lot",
    ),
    Drop.KELLY_ZERO: (
        "Kelly's fraction was 0: the trades so far had no edge",
        "look at win rate and profit factor; a fixed quantity trades regardless",
    ),
    Drop.CASH_SHORT: (
        "no free cash was left for the entry",
        "give more --cash, a smaller quantity, or a universe with fewer symbols",
    ),
    Drop.CASH_CUT: (
        "filled smaller than decided: the cash did not reach at the fill's price",
        "leave room for gaps and costs, such as quantity 95%",
    ),
    Drop.POSITION_CUT: (
        "made smaller by max_position_size",
        "this is the limit at work; raise max_position_size to allow more",
    ),
    Drop.POSITION_FULL: (
        "max_position_size left no room",
        "this is the limit at work; raise max_position_size to allow more",
    ),
    Drop.OPPOSITE_POSITION: (
        "an entry met an open position on the other side",
        "add an exit rule that closes it on the same bar",
    ),
    Drop.DAILY_LOSS_LIMIT: (
        "denied: the day's loss limit was reached",
        "this is the limit at work; raise daily_loss_limit to allow more",
    ),
    Drop.WEIGHT_CUT: (
        "made smaller by max_symbol_weight",
        "this is the limit at work; raise max_symbol_weight to allow more",
    ),
    Drop.WEIGHT_FULL: (
        "max_symbol_weight left no room",
        "this is the limit at work; raise max_symbol_weight to allow more",
    ),
    Drop.EXPOSURE_CUT: (
        "made smaller by max_exposure",
        "this is the limit at work; raise max_exposure to allow more",
    ),
    Drop.EXPOSURE_FULL: (
        "max_exposure left no room",
        "this is the limit at work; raise max_exposure to allow more",
    ),
    Drop.MAX_POSITIONS: (
        "denied: there were max_positions of them",
        "this is the limit at work; raise max_positions to allow more",
    ),
    Drop.COOLDOWN: (
        "denied: too soon after the symbol was sold",
        "this is the limit at work; shorten cooldown to allow more",
    ),
    Drop.MAX_DRAWDOWN: (
        "denied: equity was max_drawdown below its peak, and the account trades no more",
        "this is the limit at work; raise max_drawdown, or risk less",
    ),
    Drop.STOP_UNKNOWN: (
        "denied: the distance of a stop or target was unknown, or not above zero",
        "look at what it is computed from at that bar",
    ),
    Drop.RUIN: (
        "denied: the account's equity was gone",
        "risk less: a smaller quantity, a stop_loss",
    ),
    Drop.UNFILLED_AT_END: (
        "the data ended before the order could fill",
        "nothing to do: it was decided on a symbol's last bars",
    ),
    Drop.PRICE_UNKNOWN: (
        "the order's price, or the distance of its stop, was not known",
        "look at the values it is made of: one was na, or not above 0",
    ),
    Drop.EXPIRED: (
        "the order's time ended before it filled",
        "this is tif at work; `tif: gtc` waits longer, a nearer price fills sooner",
    ),
    Drop.PART_FILLED: (
        "the order's time ended before all of it filled",
        "smaller orders, a larger `participation`, or `tif: gtc` to wait longer",
    ),
    Drop.CANCELLED: (
        "an entry still waited when its exit came, and was cancelled",
        "nothing to do: the exit's condition was true first",
    ),
    Drop.EXIT_TAKEN: (
        "a second exit asked while another exit's order waits",
        "one exit of a position may wait for its price; give the other `type: market`",
    ),
}
