"""What the clocks of a strategy are fed with: bars of the decision clock, and coarser ones made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact
from runtime.backtest.calendar_columns import CALENDAR_COLUMNS, Column, calendar_columns
from runtime.backtest.instrument_bars import instrument_bars
from runtime.backtest.quote_feed import QuoteFeed, build_quote_feed
from runtime.backtest.source_accounts import NOT_TRADED
from runtime.domain.bars import Bars, Bools, Float64s
from runtime.domain.errors import RunError
from runtime.market_data.aggregate import CoarseBars, aggregate
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.quote_events import bars_of_quotes, quote_events
from runtime.market_data.timeframe import timeframe_label
from runtime.market_data.timestamps import NO_TIME

Accounts = NDArray[np.int32]
_QUOTES = ("bid", "ask")


@dataclass(frozen=True, slots=True)
class Feeds:
    """`bars` are those of the decision clock, `coarser[k]` those of clock k + 1 with how many each row sees:
    coarser bars of each symbol, or the bars of one instrument that all of them look at.

    `sessions` holds, for each clock, what the strategy reads of its venue's calendar, one value a bar:
    `session_start`, nanoseconds UTC (an endless session began with its calendar), and `trading_day`, days
    since 1970-01-01. A bar outside every session has `NO_TIME` in both and belongs to no day: values of the
    session are na there and pass it over. `quotes` is what the bars are made of, where that is a stream of
    quotes; `calendar` the venue's, where its sessions matter.
    """

    bars: Bars
    coarser: tuple[CoarseBars, ...]
    sessions: tuple[Mapping[str, Column], ...]
    accounts: Accounts  # (symbols,) see `source_accounts`
    quotes: QuoteFeed | None = None
    crosses: Mapping[str, Float64s] = field(default_factory=dict)  # columns over all symbols, once made
    calendar: VenueCalendar | None = None

    @property
    def moments(self) -> Bars:
        """Return the rows at which an account decides and fills: the bars, or every quote and every close."""
        return self.bars if self.quotes is None else self.quotes.moments

    @property
    def traded(self) -> Bools:
        """Tell which symbols orders are for; the others are only looked at."""
        traded: Bools = self.accounts != NOT_TRADED
        return traded

    def clock_bars(self, clock: int) -> Bars:
        """Return the bars of a clock."""
        return self.coarser[clock - 1].bars if clock else self.bars

    def clock_rows(self, clock: int, symbol: int) -> slice:
        """Return the rows of a clock that decisions on a symbol look at."""
        bars = self.clock_bars(clock)
        return bars.rows_of(symbol) if len(bars.symbols) == len(self.bars.symbols) else bars.rows_of(0)


def needs_sessions(artifact: Artifact) -> bool:
    """Tell whether a strategy has anything to do with a venue's sessions."""
    timed = {"ts_close", *CALENDAR_COLUMNS}
    return len(artifact.clocks) > 1 or any(column.name in timed for column in artifact.columns)


def plain_feeds(bars: Bars, accounts: Accounts) -> Feeds:
    """Return the feeds of a strategy with one clock and no interest in sessions."""
    return Feeds(bars, (), ({},), accounts)


def build_feeds(artifact: Artifact, bars: Bars, calendar: VenueCalendar, accounts: Accounts) -> Feeds:
    """Build the bars of every clock from the file's.

    Raises:
        RunError: the file's bars are coarser than the finest clock.
    """
    finest = artifact.clocks[0].length_ns
    if finest is not None and bars.timeframe_ns > finest:
        wanted, given = timeframe_label(finest), timeframe_label(bars.timeframe_ns)
        raise RunError(
            f"{artifact.name} decides every {wanted}, and the bars of the data are {given}",
            f"give bars of {wanted} or shorter",
        )
    ts_close = bars.space.empty(bars.rows, np.int64)
    bars = replace(bars, ts_close=calendar.close_times(bars.ts_open, bars.timeframe_ns, out=ts_close))
    if finest is not None and bars.timeframe_ns < finest:
        bars = aggregate(bars, finest, calendar).bars
    built = _other_clocks(artifact, bars, calendar)
    return Feeds(bars, built, _sessions(artifact, bars, built, calendar), accounts, calendar=calendar)


def _other_clocks(
    artifact: Artifact, bars: Bars, calendar: VenueCalendar, until_ns: int | None = None
) -> tuple[CoarseBars, ...]:
    """Return what the clocks after the first are fed with."""
    found = []
    for clock in artifact.clocks[1:]:
        if clock.symbol:
            found.append(instrument_bars(bars, clock.symbol))
        elif clock.length_ns is not None:
            found.append(aggregate(bars, clock.length_ns, calendar, until_ns))
    return tuple(found)


def bars_outside(feeds: Feeds) -> int:
    """Return how many bars of the decision clock lie outside every session, as far as the strategy cares."""
    return int(np.count_nonzero(feeds.sessions[0].get("trading_day", np.empty(0)) == NO_TIME))


def build_quote_feeds(
    artifact: Artifact,
    quotes: Bars,
    timeframe_ns: int | None,
    calendar: VenueCalendar,
    until_ns: int,
    accounts: Accounts,
) -> tuple[Feeds, int]:
    """Build the bars of every clock from a stream of quotes; return how many quotes stand in no session.

    Args:
        quotes: as `read_quotes` gives them.
        timeframe_ns: of the decision clock, where the strategy does not say.
        until_ns: up to when the stream is known to be whole.

    Raises:
        RunError: neither says how long a bar is, or no bar has ended.
    """
    length = artifact.clocks[0].length_ns or timeframe_ns
    if length is None:
        raise RunError("nothing says how long the bars are that quotes make up", "give --timeframe 1m")
    stream = quote_events(quotes, calendar)
    bars = bars_of_quotes(stream.bars, length, calendar, until_ns)
    if not bars.bars.rows:
        raise RunError(
            f"no bar of {timeframe_label(length)} ends within the quotes and the sessions of {calendar.name}",
            "give a longer stream, a shorter --timeframe, or the --venue it comes from",
        )
    built = _other_clocks(artifact, bars.bars, calendar, until_ns)
    of_events = calendar_columns(_read(artifact, 0), stream.bars, calendar)
    feed = build_quote_feed(stream.bars, of_events, bars, built)
    sessions = _sessions(artifact, bars.bars, built, calendar)
    return Feeds(bars.bars, built, sessions, accounts, feed, calendar=calendar), stream.outside


def kernel_columns(artifact: Artifact, feeds: Feeds) -> list[NDArray[np.generic]]:
    """Return the arrays that the kernel reads, in its order: what coarser clocks show, then the columns.

    Raises:
        RunError: the data lacks a column.
    """
    arrays: list[NDArray[np.generic]] = []
    for clock, coarse in enumerate(feeds.coarser, start=1):
        first_rows = [feeds.clock_rows(clock, symbol).start for symbol in range(len(feeds.bars.symbols))]
        arrays += (np.array(first_rows, np.int64), coarse.seen)
    for column in artifact.columns:
        bars = feeds.clock_bars(column.clock)
        if column.name.startswith("cross_"):
            made = feeds.crosses.get(column.name)
            arrays.append(np.full(bars.rows, np.nan) if made is None else made)
        elif column.name in CALENDAR_COLUMNS:
            arrays.append(feeds.sessions[column.clock][column.name])
        elif column.name in _QUOTES and getattr(bars, column.name) is None:
            raise RunError(
                f"{artifact.name} needs bid and ask prices, and the data has none",
                "give data with the columns bid and ask, or leave out `spread`, `bid` and `ask`",
            )
        else:
            arrays.append(getattr(bars, column.name))
    return arrays


def _sessions(
    artifact: Artifact, bars: Bars, coarser: Sequence[CoarseBars], calendar: VenueCalendar
) -> tuple[dict[str, Column], ...]:
    clocks = enumerate((bars, *(coarse.bars for coarse in coarser)))
    return tuple(calendar_columns(_read(artifact, clock), of_clock, calendar) for clock, of_clock in clocks)


def _read(artifact: Artifact, clock: int) -> set[str]:
    return {column.name for column in artifact.columns if column.clock == clock}
