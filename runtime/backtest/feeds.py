"""What the clocks of a strategy are fed with: bars of the decision clock, and coarser ones made of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from runtime.backtest.quote_feed import QuoteFeed, build_quote_feed
from runtime.domain.bars import Bars, Int64s
from runtime.domain.errors import RunError
from runtime.market_data.aggregate import CoarseBars, aggregate
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.quote_events import bars_of_quotes, quote_events
from runtime.market_data.timeframe import timeframe_label

_NUMBERS = ("open", "high", "low", "close", "volume")
_QUOTES = ("bid", "ask")
_SESSION_COLUMNS = ("ts_close", "session_start")
_KRX_CODE = re.compile(r"\d{5}[0-9A-Z]")


@dataclass(frozen=True, slots=True)
class Feeds:
    """`bars` are those of the decision clock, `coarser[k]` those of clock k + 1 with how many each row sees.

    `session_start` has the start of each row's session, nanoseconds UTC; an endless session began at 0.
    `quotes` is what the bars are made of, where that is a stream of quotes.
    """

    bars: Bars
    coarser: tuple[CoarseBars, ...]
    session_start: Int64s
    quotes: QuoteFeed | None = None

    @property
    def moments(self) -> Bars:
        """Return the rows at which an account decides and fills: the bars, or every quote and every close."""
        return self.bars if self.quotes is None else self.quotes.moments


def needs_sessions(artifact: Artifact) -> bool:
    """Tell whether a strategy has anything to do with a venue's sessions."""
    return len(artifact.clocks) > 1 or any(column.name in _SESSION_COLUMNS for column in artifact.columns)


def likely_venue(symbols: Sequence[str]) -> str:
    """Return the venue whose symbols look like these: six characters are a KRX code, all else is crypto."""
    return "krx" if all(_KRX_CODE.fullmatch(symbol) for symbol in symbols) else "crypto"


def plain_feeds(bars: Bars) -> Feeds:
    """Return the feeds of a strategy with one clock and no interest in sessions."""
    return Feeds(bars, (), np.empty(0, np.int64))


def build_feeds(artifact: Artifact, bars: Bars, calendar: VenueCalendar) -> Feeds:
    """Build the bars of every clock from the file's.

    Raises:
        RunError: the file's bars are coarser than the finest clock.
    """
    finest, *coarser = (clock.length_ns for clock in artifact.clocks)
    if finest is not None and bars.timeframe_ns > finest:
        wanted, given = timeframe_label(finest), timeframe_label(bars.timeframe_ns)
        raise RunError(
            f"{artifact.name} decides every {wanted}, and the bars of the data are {given}",
            f"give bars of {wanted} or shorter",
        )
    bars = replace(bars, ts_close=calendar.close_times(bars.ts_open, bars.timeframe_ns))
    if finest is not None and bars.timeframe_ns < finest:
        bars = aggregate(bars, finest, calendar).bars
    built = tuple(aggregate(bars, length, calendar) for length in coarser if length is not None)
    return Feeds(bars, built, _session_start(bars, calendar))


def build_quote_feeds(
    artifact: Artifact, quotes: Bars, timeframe_ns: int | None, calendar: VenueCalendar, until_ns: int
) -> tuple[Feeds, int]:
    """Build the bars of every clock from a stream of quotes; return how many quotes stand in no session.

    Args:
        quotes: as `read_quotes` gives them.
        timeframe_ns: of the decision clock, where the strategy does not say.
        until_ns: up to when the stream is known to be whole.

    Raises:
        RunError: neither says how long a bar is, or no bar has ended.
    """
    finest, *coarser = (clock.length_ns for clock in artifact.clocks)
    length = finest or timeframe_ns
    if length is None:
        raise RunError("nothing says how long the bars are that quotes make up", "give --timeframe 1m")
    stream = quote_events(quotes, calendar)
    bars = bars_of_quotes(stream.bars, length, calendar, until_ns)
    if not bars.bars.rows:
        raise RunError(
            f"no bar of {timeframe_label(length)} ends within the quotes and the sessions of {calendar.name}",
            "give a longer stream, a shorter --timeframe, or the --venue it comes from",
        )
    built = tuple(aggregate(bars.bars, each, calendar, until_ns) for each in coarser if each is not None)
    sessions = {"session_start": _session_start(stream.bars, calendar)}
    feed = build_quote_feed(stream.bars, sessions, bars, built)
    return Feeds(bars.bars, built, _session_start(bars.bars, calendar), feed), stream.outside


def kernel_columns(artifact: Artifact, feeds: Feeds) -> list[NDArray[np.generic]]:
    """Return the arrays that the kernel reads, in its order: what coarser clocks show, then the columns.

    Raises:
        RunError: the data lacks a column.
    """
    arrays: list[NDArray[np.generic]] = []
    for coarse in feeds.coarser:
        arrays += (coarse.bars.starts, coarse.seen)
    for column in artifact.columns:
        bars = feeds.coarser[column.clock - 1].bars if column.clock else feeds.bars
        if column.name == "session_start":
            arrays.append(feeds.session_start)
        elif column.name in _QUOTES and getattr(bars, column.name) is None:
            raise RunError(
                f"{artifact.name} needs bid and ask prices, and the data has none",
                "give data with the columns bid and ask, or leave out `spread`, `bid` and `ask`",
            )
        else:
            arrays.append(getattr(bars, column.name))
    return arrays


def _session_start(bars: Bars, calendar: VenueCalendar) -> Int64s:
    if np.array_equal(
        calendar.end_ns[:-1], calendar.start_ns[1:]
    ):  # days that follow each other without a break
        return np.zeros(bars.rows, np.int64)
    return calendar.sessions_of(bars.ts_open, bars.timeframe_ns).start_ns
