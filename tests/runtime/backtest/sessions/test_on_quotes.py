"""Values of the session on every quote: the bar that is not finished is part of the trading day so far."""

from dataclasses import replace
from decimal import Decimal

import numpy as np

from runtime.backtest.feeds import build_quote_feeds
from runtime.backtest.grids import build_grid
from runtime.backtest.quote_signals import quote_signals
from runtime.domain.bars import DAY_NS, INSTANT_NS, Bars
from runtime.market_data.calendars.venues import venue_calendar
from tests.property.conftest import artifact_of, interpreted
from tests.runtime.backtest.sessions.computed import MINUTE_NS, bars_at

FIRST_DAY = 20_151 * DAY_NS  # 2025-03-04, a Tuesday; KRX opens at midnight UTC
SIZES = (
    "1 KRW / session.open",
    "1 KRW / session.high",
    "1 KRW / session.low",
    "1 KRW / session.prev_close",
    "session.volume / volume",
    "1% * session.bars",
    "price_change(1d)",
    "price_change(2d)",
)


def three_days_of_quotes() -> Bars:
    """Return trades at random moments, most minutes with several, some without one."""
    draw = np.random.default_rng(4)
    moments = [
        FIRST_DAY + day * DAY_NS + np.unique(draw.integers(0, 390 * MINUTE_NS, 600)) for day in range(3)
    ]
    quotes = bars_at(np.concatenate(moments).tolist(), INSTANT_NS)
    return replace(quotes, open=quotes.close, high=quotes.close, low=quotes.close)


def test_a_quote_sees_the_day_up_to_itself() -> None:
    quotes = three_days_of_quotes()
    rules = "\n".join(f"when (close > 0) {{ execute_immediately({{ size: {size} }}) }}" for size in SIZES)
    artifact = artifact_of(f'strategy("Sizes") {{\nsurge_detection {{\n{rules}\n}}\n}}\n')
    calendar = venue_calendar("krx")
    accounts = np.zeros(len(quotes.symbols), np.int32)
    until_ns = FIRST_DAY + 3 * DAY_NS
    feeds, outside = build_quote_feeds(artifact, quotes, MINUTE_NS, calendar, until_ns, accounts)
    assert outside == 0
    assert feeds.quotes is not None
    grid = build_grid(feeds.bars, Decimal(1), None, None)
    signals = quote_signals(artifact, interpreted(artifact), feeds, feeds.quotes, grid, np.empty(0))
    actual = signals.payload[:, feeds.quotes.event_rows]

    price, day = quotes.close, quotes.ts_open // DAY_NS
    minute = quotes.ts_open // MINUTE_NS
    for row in [*range(0, quotes.rows, 17), quotes.rows - 1]:
        today = np.flatnonzero(day[: row + 1] == day[row])
        forming = today[minute[today] == minute[row]]
        closes = [price[day == each][-1] for each in np.unique(day[:row]) if each < day[row]]
        before = [*[np.nan] * 2, *closes]
        volume = quotes.volume[today].sum() / quotes.volume[forming].sum()
        expected = [
            1 / price[today[0]],
            1 / price[today].max(),
            1 / price[today].min(),
            1 / before[-1],
            volume,
            0.01 * len(np.unique(minute[today])),
            price[row] / before[-1] - 1,
            price[row] / before[-2] - 1,
        ]
        np.testing.assert_allclose(actual[:, row], expected, rtol=1e-13, err_msg=str(row))
