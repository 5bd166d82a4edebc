"""Whatever the seed and the profile, the venue's rules hold in every row."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.runtime.market_data.generator.made_market import (
    BUSY,
    DAY,
    HOUR,
    MINUTE,
    PROFILES,
    TUESDAY,
    Bar,
    Made,
    make,
)

timeframes = st.sampled_from([MINUTE, 5 * MINUTE, 7 * MINUTE, 30 * MINUTE, HOUR, DAY])
markets = st.builds(
    lambda profile, timeframe, seed: (
        make(PROFILES[profile], timeframe_ns=timeframe, symbols=3, seed=seed),
        timeframe,
    ),
    st.sampled_from(sorted(PROFILES)),
    timeframes,
    st.integers(0, 2**40),
)
some_markets = settings(deadline=None, max_examples=25)


def krx_tick(price: float) -> int:
    """Return the tick size of a KOSPI or KOSDAQ share since 2023-01-25, as KRX publishes it."""
    for below, size in ((2e3, 1), (5e3, 5), (2e4, 10), (5e4, 50), (2e5, 100), (5e5, 500)):
        if price < below:
            return size
    return 1000


def sessions(rows: Sequence[Bar]) -> list[list[Bar]]:
    return [list(day) for _, day in groupby(rows, lambda bar: bar.ts // DAY)]


def prices_of(bar: Bar) -> list[float]:
    traded = [] if bar.is_halt else [bar.open, bar.high, bar.low]
    return [*traded, bar.close, *(quote for quote in (bar.bid, bar.ask) if quote is not None)]


@some_markets
@given(markets)
def test_prices_lie_on_the_tick_grid_and_within_the_limits_of_the_day(
    made_timeframe: tuple[Made, int],
) -> None:
    made, _ = made_timeframe
    for rows in made.bars.values():
        assert all(price % krx_tick(price) == 0 for bar in rows for price in prices_of(bar))
        for yesterday, today in pairwise(sessions(rows)):
            base = yesterday[-1].close
            highest = floor(base * 13 / 10)
            lowest = ceil(base * 7 / 10)
            prices = [price for bar in today for price in prices_of(bar)]
            assert lowest <= min(prices)
            assert max(prices) <= highest


@some_markets
@given(markets)
def test_bars_open_in_the_session_of_a_weekday_once_each_and_in_order(
    made_timeframe: tuple[Made, int],
) -> None:
    made, timeframe = made_timeframe
    for rows in made.bars.values():
        assert all(a.ts < b.ts for a, b in pairwise(rows))
        assert len(sessions(rows)) == 3
        for bar in rows:
            korean = datetime.fromtimestamp(bar.ts // 10**9, UTC) + timedelta(hours=9)
            since_open = bar.ts % DAY  # 09:00 in Korea is midnight UTC
            assert korean.weekday() < 5
            assert 0 <= since_open < 6.5 * HOUR
            assert since_open % timeframe == 0


@some_markets
@given(markets)
def test_a_bar_is_sound_and_its_quotes_stand_around_the_close(made_timeframe: tuple[Made, int]) -> None:
    made, _ = made_timeframe
    for rows in made.bars.values():
        for bar in (bar for bar in rows if not bar.is_halt):
            assert bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high
            assert bar.volume > 0
            assert bar.volume == int(bar.volume)
            assert bar.bid is not None or bar.ask is not None
            if bar.bid is not None and bar.ask is not None:
                assert bar.bid <= bar.close <= bar.ask
                assert bar.bid < bar.ask


@some_markets
@given(markets)
def test_a_halt_keeps_the_close_and_nothing_else(made_timeframe: tuple[Made, int]) -> None:
    made, _ = made_timeframe
    for rows in made.bars.values():
        for before, halt in pairwise(rows):
            if halt.is_halt:
                assert halt == Bar(halt.ts, 0.0, 0.0, 0.0, before.close, 0.0, None, None)


@some_markets
@given(markets)
def test_quotes_retell_their_bars(made_timeframe: tuple[Made, int]) -> None:
    made, timeframe = made_timeframe
    for name, rows in made.bars.items():
        quotes = iter(made.quotes.get(name, []))  # a symbol may be halted throughout
        for bar in (bar for bar in rows if not bar.is_halt):
            own = [next(quotes) for _ in range(4)]
            end = min(bar.ts + timeframe, bar.ts // DAY * DAY + int(6.5 * HOUR))
            assert all(a.ts < b.ts for a, b in pairwise(own))
            assert bar.ts <= own[0].ts
            assert own[-1].ts < end
            lasts = [quote.last for quote in own]
            assert (lasts[0], max(lasts), min(lasts), lasts[-1]) == bar[1:5]
            assert (own[-1].bid, own[-1].ask) == (bar.bid, bar.ask)
            assert sum(quote.size for quote in own) == bar.volume
            assert all(quote.size >= 1 and quote.size == int(quote.size) for quote in own)
            for quote in own:
                sides = [side for side in (quote.bid, quote.ask) if side is not None]
                assert all(side % krx_tick(side) == 0 for side in sides)
                assert (quote.bid or 0) <= quote.last <= (quote.ask or quote.last)
        assert next(quotes, None) is None


def test_limits_are_reached_and_leave_one_side_of_the_book_empty() -> None:
    made = make(PROFILES["wild"], symbols=20, days=5)
    at_top = at_bottom = 0
    for rows in made.bars.values():
        for yesterday, today in pairwise(sessions(rows)):
            base = yesterday[-1].close
            for bar in (bar for bar in today if not bar.is_halt):
                at_top += bar.ask is None and bar.bid == bar.close > 1.29 * base
                at_bottom += bar.bid is None and bar.ask == bar.close < 0.71 * base
                assert (bar.ask is None) == (bar.close + krx_tick(bar.close) > base * 1.3)
    assert at_top > 0
    assert at_bottom > 0


def test_halts_last_a_day_or_half_an_hour_and_silent_minutes_have_no_row() -> None:
    made = make(symbols=20, days=5)
    lengths = set()
    silent = 0
    for rows in made.bars.values():
        for day in sessions(rows):
            lengths |= {len(list(run)) for halted, run in groupby(day, lambda bar: bar.is_halt) if halted}
            silent += 390 - len(day)
            assert (day[0].ts % DAY, day[-1].ts % DAY) == (0, 389 * MINUTE)
    assert {30, 390} <= lengths
    assert max(lengths - {390}) == 30
    assert 0.02 < silent / (20 * 5 * 390) < 0.08  # 5 % on average, fewer for halts


def test_trading_is_busy_at_both_ends_of_the_day() -> None:
    made = make(PROFILES["krx"], symbols=60, days=2)
    shares = [0.0] * 390
    for rows in made.bars.values():
        total = sum(bar.volume for bar in rows)
        for bar in rows:
            shares[bar.ts % DAY // MINUTE] += bar.volume / max(total, 1)
    opening, noon, closing = (sum(shares[at : at + 30]) for at in (0, 180, 360))
    assert opening > 2 * noon
    assert closing > 1.5 * noon


def test_returns_have_fat_tails_and_move_together() -> None:
    made = make(PROFILES["krx"], symbols=40, days=400, timeframe_ns=DAY, seed=2)
    returns = []
    for rows in made.bars.values():
        closes = [bar.close for bar in rows]
        steps = [b / a - 1 for a, b in pairwise(closes)]
        mean = sum(steps) / len(steps)
        deviation = (sum((step - mean) ** 2 for step in steps) / len(steps)) ** 0.5
        returns.append([(step - mean) / deviation for step in steps])
    kurtosis = sum(step**4 for steps in returns for step in steps) / sum(map(len, returns))
    together = sum(
        sum(a * b for a, b in zip(one, other, strict=True)) / len(one) for one, other in pairwise(returns)
    ) / (len(returns) - 1)
    assert kurtosis > 3.5  # 3 for a normal distribution
    assert together > 0.05  # 0 for independent ones, with an error of 0.01


def test_only_the_given_days_are_traded() -> None:
    days = [TUESDAY + timedelta(days=n) for n in (-3, 4, 9, 1)]  # a Saturday before, a Saturday, ...
    made = make(BUSY, days=3, trading_days=days)
    traded = {date(1970, 1, 1) + timedelta(days=bar.ts // DAY) for rows in made.bars.values() for bar in rows}
    assert sorted(traded) == sorted(days)[1:]


@pytest.mark.parametrize(("timeframe", "bars"), [(MINUTE, 390), (HOUR, 7), (7 * MINUTE, 56), (DAY, 1)])
def test_a_session_has_all_its_bars_where_nothing_halts_or_is_silent(timeframe: int, bars: int) -> None:
    from dataclasses import replace

    made = make(replace(BUSY, halt_rate=0.0, missing_rate=0.0), timeframe_ns=timeframe, days=2, symbols=2)
    assert [len(rows) for rows in made.bars.values()] == [2 * bars, 2 * bars]
