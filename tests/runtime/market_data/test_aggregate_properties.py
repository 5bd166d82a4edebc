"""What holds for coarser bars of any market: no future, and the same bars one at a time."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.domain.bars import Bars
from runtime.market_data.aggregate import CoarseBars, aggregate
from runtime.market_data.bar_aggregator import Bar, BarAggregator
from runtime.market_data.calendars.venues import venue_calendar

MINUTE_NS = 60 * 10**9
HOUR_NS = 60 * MINUTE_NS
DAY_NS = 24 * HOUR_NS
FIRST_NS = int(np.datetime64("2025-11-10", "ns").astype(np.int64))  # KRX: the week of an exam day
COLUMNS = ("ts_open", "ts_close", "open", "high", "low", "close", "volume")


@st.composite
def markets(draw: st.DrawFn) -> tuple[str, Bars, int]:
    """Draw a venue, one symbol's bars with gaps, halts and rows outside the session, and a timeframe."""
    venue = draw(st.sampled_from(("krx", "us", "crypto")))
    finer_ns = draw(st.sampled_from((5 * MINUTE_NS, 30 * MINUTE_NS, DAY_NS)))
    multiples = (1, 2, 3, 7, 24) if finer_ns < DAY_NS else ()
    coarser_ns = draw(st.sampled_from((*(finer_ns * m for m in multiples), DAY_NS, 7 * DAY_NS)))
    slots = draw(st.lists(st.integers(0, 300), min_size=1, max_size=80, unique=True).map(sorted))
    ts_open = FIRST_NS + np.array(slots, np.int64) * finer_ns
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = len(ts_open)
    open_, close = rng.integers(100, 200, n) / 4, rng.integers(100, 200, n) / 4
    bars = Bars(
        symbols=("S",),
        starts=np.array([0, n], np.int64),
        ts_open=ts_open,
        ts_close=venue_calendar(venue).close_times(ts_open, finer_ns),
        open=open_,
        high=np.maximum(open_, close) + 1,
        low=np.minimum(open_, close) - 1,
        close=close,
        volume=rng.random(n) * 1000,
        halted=rng.random(n) < 0.1,
        price_scale=np.array([100], np.int64),
        timeframe_ns=finer_ns,
    )
    return venue, bars, coarser_ns


def cut(bars: Bars, rows: int) -> Bars:
    columns = {name: getattr(bars, name)[:rows] for name in (*COLUMNS, "halted")}
    return replace(bars, starts=np.array([0, rows], np.int64), **columns)


def rows_of(bars: Bars) -> Iterator[Bar]:
    lists = (getattr(bars, name).tolist() for name in (*COLUMNS, "halted"))
    return (Bar(*values) for values in zip(*lists, strict=True))


def built(market: tuple[str, Bars, int]) -> CoarseBars:
    venue, bars, coarser_ns = market
    return aggregate(bars, coarser_ns, venue_calendar(venue))


@settings(deadline=None)  # the first example may derive a calendar
@given(markets())
def test_a_row_sees_exactly_the_bars_that_have_ended_by_then(market: tuple[str, Bars, int]) -> None:
    coarse, ts_close = built(market), market[1].ts_close
    for row, seen in enumerate(coarse.seen.tolist()):
        assert (coarse.bars.ts_close[:seen] <= ts_close[row]).all()
        assert (coarse.bars.ts_close[seen:] > ts_close[row]).all()


@settings(deadline=None)  # the first example may derive a calendar
@given(markets(), st.data())
def test_cutting_the_data_changes_nothing_before_the_cut(
    market: tuple[str, Bars, int], data: st.DataObject
) -> None:
    venue, bars, coarser_ns = market
    whole = built(market)
    kept = data.draw(st.integers(1, bars.rows))
    part = aggregate(cut(bars, kept), coarser_ns, venue_calendar(venue))
    assert np.array_equal(part.seen, whole.seen[:kept])
    assert part.bars.rows == part.seen[-1]
    for name in COLUMNS:
        assert np.array_equal(getattr(part.bars, name), getattr(whole.bars, name)[: part.bars.rows]), name


@settings(deadline=None)  # the first example may derive a calendar
@given(markets())
def test_one_bar_at_a_time_gives_the_same_bars_at_the_same_rows(market: tuple[str, Bars, int]) -> None:
    venue, bars, coarser_ns = market
    whole = built(market)
    aggregator = BarAggregator(bars.timeframe_ns, coarser_ns, venue_calendar(venue))
    completed: list[Bar] = []
    for bar, seen in zip(rows_of(bars), whole.seen.tolist(), strict=True):
        completed += aggregator.add(bar)
        assert len(completed) == seen
    assert completed == list(rows_of(whole.bars))


@settings(deadline=None)  # the first example may derive a calendar
@given(markets())
def test_every_traded_row_of_a_session_is_in_one_bar(market: tuple[str, Bars, int]) -> None:
    venue, bars, _ = market
    coarse = built(market)
    outside = venue_calendar(venue).sessions_of(bars.ts_open, bars.timeframe_ns).outside
    counted = ~outside & ~bars.halted
    if coarse.bars.rows:
        counted &= bars.ts_close <= coarse.bars.ts_close[-1]
        assert coarse.bars.volume.sum() == pytest.approx(bars.volume[counted].sum(), rel=1e-12)


def test_the_clock_completes_a_bar_without_another_trade() -> None:
    aggregator = BarAggregator(MINUTE_NS, HOUR_NS, venue_calendar("krx"))
    open_ns = int(np.datetime64("2025-06-02T00:10", "ns").astype(np.int64))
    assert aggregator.add(Bar(open_ns, open_ns + MINUTE_NS, 10.0, 12.0, 9.0, 11.0, 5.0)) == ()
    hour_ns = open_ns - 10 * MINUTE_NS + HOUR_NS
    assert aggregator.advance(hour_ns - 1) == ()
    assert aggregator.advance(hour_ns) == (Bar(hour_ns - HOUR_NS, hour_ns, 10.0, 12.0, 9.0, 11.0, 5.0),)
    assert aggregator.advance(hour_ns + HOUR_NS) == ()
