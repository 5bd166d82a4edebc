"""A strategy's feed where it is a stream of quotes: its bars, and the moments between their closes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from runtime.backtest.calendar_columns import Column
from runtime.domain.bars import INSTANT_NS, Bars, Int64s
from runtime.market_data.aggregate import CoarseBars
from runtime.market_data.quote_events import ended_by

Places = NDArray[np.intp]
Number = TypeVar("Number", np.int64, np.float64, np.bool_)


@dataclass(frozen=True, slots=True)
class QuoteFeed:
    """What an account lives through: every quote, and every close of a bar.

    `moments` has a row for each of them, in time order; a close that falls on no quote is a halted row, at
    which is decided and marked but not filled.
    """

    events: Bars  # the quotes
    sessions: Mapping[str, Column]  # what a strategy reads of the calendar, by column: (events,)
    ended: tuple[Int64s, ...]  # for each clock (events,): its bars that have ended by then
    moments: Bars
    event_rows: Places  # (events,) their places among the moments
    close_rows: Places  # (bars of the decision clock,) the same
    bars_before: tuple[Int64s, ...]  # for each clock (moments,): its bars that a decision can look back on


def build_quote_feed(
    events: Bars, sessions: Mapping[str, Column], bars: CoarseBars, coarser: tuple[CoarseBars, ...]
) -> QuoteFeed:
    """Return the feed of a stream's moments.

    Args:
        events: as `market_data.quote_events` gives them; `sessions` are their columns of the calendar.
        bars: those of the decision clock, `seen` by the events.
        coarser: of each coarser clock, `seen` by the bars of the decision clock.
    """
    closed = bars.bars
    ended = (
        bars.seen,
        *(_ended(coarse.bars, events) for coarse in coarser),
    )
    event_rows, close_rows, starts = _merge(events, closed)
    moments = _moments(events, closed, event_rows, close_rows, starts)
    place = np.arange(closed.rows) - np.repeat(closed.starts[:-1], np.diff(closed.starts))
    of_closes = (place, *(coarse.seen for coarse in coarser))
    before = []
    for of_event, of_close in zip(ended, of_closes, strict=True):
        column = np.empty(moments.rows, np.int64)
        column[close_rows] = of_close
        column[event_rows] = of_event
        before.append(column)
    return QuoteFeed(events, sessions, ended, moments, event_rows, close_rows, tuple(before))


def _ended(bars: Bars, events: Bars) -> Int64s:
    """Return how many bars of its symbol, or of the instrument that all look at, each event has behind it."""
    if len(bars.symbols) < len(events.symbols):
        ended: Int64s = np.searchsorted(bars.ts_close, events.ts_close, side="left")
        return ended
    return ended_by(bars.ts_close, bars.starts, events.ts_close, events.starts, side="left")


def first_moments(quotes: QuoteFeed, bars: Bars, rows: Int64s, start_ns: int | None) -> Int64s:
    """Return the first moment at which each symbol may decide: one while its bar `rows[s]` forms.

    `rows[s]` past the symbol's last bar says that there is none.
    """
    first = np.empty(len(rows), np.int64)
    for symbol, row in enumerate(rows.tolist()):
        own = quotes.moments.rows_of(symbol)
        if row == bars.starts[symbol + 1]:
            first[symbol] = own.stop
            continue
        forming = np.searchsorted(quotes.bars_before[0][own], row - bars.starts[symbol])
        asked = 0 if start_ns is None else np.searchsorted(quotes.moments.ts_open[own], start_ns)
        first[symbol] = own.start + max(int(forming), int(asked))
    return first


def _merge(events: Bars, closed: Bars) -> tuple[Places, Places, Int64s]:
    """Return the places of events and closes in one order, and where each symbol's begin.

    A bar closes with its last nanosecond; an event of that very moment shares its place.
    """
    event_rows = np.empty(events.rows, np.int64)
    close_rows = np.empty(closed.rows, np.int64)
    starts = np.zeros(len(events.symbols) + 1, np.int64)
    for symbol in range(len(events.symbols)):
        own, bars = events.rows_of(symbol), closed.rows_of(symbol)
        happened, closes = events.ts_close[own], closed.ts_close[bars]
        earlier = np.searchsorted(happened, closes)
        shared = happened[np.minimum(earlier, len(happened) - 1)] == closes if len(happened) else closes < 0
        alone = np.cumsum(~shared) - ~shared  # the closes before this one that have a place of their own
        close_rows[bars] = starts[symbol] + earlier + alone
        before = np.searchsorted(closes[~shared], happened)
        event_rows[own] = starts[symbol] + np.arange(len(happened)) + before
        starts[symbol + 1] = starts[symbol] + len(happened) + np.count_nonzero(~shared)
    return event_rows, close_rows, starts


def _moments(events: Bars, closed: Bars, event_rows: Places, close_rows: Places, starts: Int64s) -> Bars:
    rows = int(starts[-1])

    def merged(of_events: NDArray[Number], of_closes: NDArray[Number] | float) -> NDArray[Number]:
        column = np.empty(rows, of_events.dtype)
        column[close_rows] = of_closes
        column[event_rows] = of_events
        return column

    ts_close = merged(events.ts_close, closed.ts_close)
    prices = (events.open, events.high, events.low, events.close)
    distinct = {id(price): merged(price, closed.close) for price in prices}
    return Bars(
        symbols=events.symbols,
        starts=starts,
        ts_open=ts_close - INSTANT_NS,
        ts_close=ts_close,
        open=distinct[id(events.open)],
        high=distinct[id(events.high)],
        low=distinct[id(events.low)],
        close=distinct[id(events.close)],
        volume=merged(events.volume, 0.0),
        halted=merged(events.halted, True),
        price_scale=events.price_scale,
        timeframe_ns=INSTANT_NS,
        bid=None if events.bid is None else merged(events.bid, np.nan),
        ask=None if events.ask is None else merged(events.ask, np.nan),
    )
