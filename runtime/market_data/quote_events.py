"""A stream of quotes as moments of its venue's sessions, and the bars that it makes up."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from runtime.domain.bars import INSTANT_NS, Bars, Float64s, Int64s
from runtime.market_data.aggregate import CoarseBars, aggregate
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.row_order import steps_within


@dataclass(frozen=True, slots=True)
class QuoteEvents:
    """One row a symbol and moment; `outside` quotes stood in no session and are left out.

    A row opens at its quote's time and closes a nanosecond later. Of quotes of the same moment it has the
    first price, the highest and lowest traded, the last price, bid and ask, and the sum of the sizes. A
    quote at the very end of a session belongs to that session: it is taken a nanosecond earlier.
    """

    bars: Bars
    outside: int


def quote_events(quotes: Bars, calendar: VenueCalendar) -> QuoteEvents:
    """Return the moments of a stream; `quotes` as `read_quotes` gives them."""
    ts = quotes.ts_open.copy()
    outside = calendar.sessions_of(ts, INSTANT_NS).outside
    at_the_end = outside & (calendar.sessions_of(ts - INSTANT_NS, INSTANT_NS).end_ns == ts)
    ts[at_the_end] -= INSTANT_NS
    inside = np.flatnonzero(~outside | at_the_end)
    starts = np.searchsorted(inside, quotes.starts)
    kept = slice(None) if len(inside) == len(ts) else inside
    ts, price, size = ts[kept], quotes.close[kept], quotes.volume[kept]
    bid, ask = (None if quote is None else quote[kept] for quote in (quotes.bid, quotes.ask))
    first = np.flatnonzero(steps_within(ts, starts, first=1))
    events = replace(
        quotes,
        starts=np.searchsorted(first, starts).astype(np.int64),
        ts_open=ts[first],
        ts_close=ts[first] + INSTANT_NS,
        halted=np.zeros(len(first), np.bool_),
        **_columns(price, size, bid, ask, first),
    )
    return QuoteEvents(events, quotes.rows - len(inside))


def _columns(
    price: Float64s, size: Float64s, bid: Float64s | None, ask: Float64s | None, first: Int64s
) -> dict[str, Any]:
    """Return the columns of events, of which each begins at a row of `first`."""
    if len(first) == len(price):  # each row is a moment of its own, and all its prices are one column
        prices = dict.fromkeys(("open", "high", "low", "close"), price)
        return {**prices, "volume": size, "bid": bid, "ask": ask}
    last = np.append(first[1:], len(price)) - 1
    traded = size > 0
    # Beside a trade of the same moment, a row without one tells an older price.
    stale = ~traded & np.repeat(np.logical_or.reduceat(traded, first), last - first + 1)
    place = np.where(stale, len(price), np.arange(len(price)))
    return {
        "open": price[np.minimum.reduceat(place, first)],
        "high": np.maximum.reduceat(np.where(stale, -np.inf, price), first),
        "low": np.minimum.reduceat(np.where(stale, np.inf, price), first),
        "close": price[last],
        "volume": np.add.reduceat(size, first),
        "bid": _at(bid, last),
        "ask": _at(ask, last),
    }


def bars_of_quotes(events: Bars, timeframe_ns: int, calendar: VenueCalendar, until_ns: int) -> CoarseBars:
    """Build the bars that have ended by `until_ns`, with the last bid and ask in each.

    Quotes without volume move no price of a bar, and a span without a trade has no bar. `seen` counts, for
    each event, the bars that had ended when it happened: not the one that ends with it.
    """
    untraded = replace(events, halted=events.volume == 0)
    built = aggregate(untraded, timeframe_ns, calendar, until_ns).bars
    last = ended_by(events.ts_close, events.starts, built.ts_close, built.starts, side="right")
    place = np.repeat(events.starts[:-1], np.diff(built.starts)) + last - 1
    bars = replace(built, bid=_at(events.bid, place), ask=_at(events.ask, place))
    return CoarseBars(bars, ended_by(bars.ts_close, bars.starts, events.ts_close, events.starts, side="left"))


def ended_by(ends: Int64s, end_starts: Int64s, ts: Int64s, starts: Int64s, *, side: str) -> Int64s:
    """Return, for each time of each symbol, how many of that symbol's `ends` lie before it.

    Args:
        side: "left" leaves out an end at that very time, "right" counts it.
    """
    counts = np.empty(len(ts), np.int64)
    for symbol in range(len(starts) - 1):
        own = slice(int(starts[symbol]), int(starts[symbol + 1]))
        theirs = ends[int(end_starts[symbol]) : int(end_starts[symbol + 1])]
        counts[own] = np.searchsorted(theirs, ts[own], side=side)  # type: ignore[call-overload]
    return counts


def _at(column: Float64s | None, rows: Int64s) -> Float64s | None:
    return None if column is None else column[rows]
