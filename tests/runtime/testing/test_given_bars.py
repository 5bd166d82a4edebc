"""When the bars of a test stand in the calendar, and on which grid."""

from datetime import UTC, datetime

import numpy as np
import pytest

from jtsc.suite import UnitTest
from runtime.domain.bars import DAY_NS
from runtime.market_data.calendars.venues import venue_calendar
from runtime.testing.given_bars import build_bars

MINUTE_NS = 60 * 10**9


def bars_of(rows: int, length_ns: int | None, venue: str = "krx", **columns: tuple[float, ...]):
    close = (100.0,) * rows
    filled = {**dict.fromkeys(("open", "high", "low", "close"), close), "volume": (1.0,) * rows, **columns}
    return build_bars(UnitTest("t", 1, {}, length_ns, filled, ()), venue_calendar(venue))


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 10**9  # type: ignore[misc]


def test_minutes_fill_the_sessions_of_the_venue() -> None:
    """KRX trades 390 minutes a day, 09:00 to 15:30 in Seoul: 78 bars of five minutes, then the next day."""
    bars = bars_of(80, 5 * MINUTE_NS)
    assert bars.ts_open[[0, 1, 77, 78]].tolist() == [
        at(2021, 1, 11, 0, 0),
        at(2021, 1, 11, 0, 5),
        at(2021, 1, 11, 6, 25),
        at(2021, 1, 12, 0, 0),
    ]
    assert bars.ts_close[77] == at(2021, 1, 11, 6, 30)


@pytest.mark.parametrize(
    ("venue", "length_ns", "opens"),
    [
        ("krx", None, [at(2021, 1, day, 0, 0) for day in (11, 12, 13, 14, 15, 18)]),
        (
            "us",
            DAY_NS,
            [at(2021, 1, day, 14, 30) for day in (11, 12, 13, 14, 15, 19)],
        ),  # a holiday on the 18th
        ("crypto", DAY_NS, [at(2021, 1, day) for day in (11, 12, 13, 14, 15, 16)]),
        ("crypto", 7 * DAY_NS, [at(2021, 1, day) for day in (11, 18, 25)] + [at(2021, 2, 1)]),
        ("krx", 240 * MINUTE_NS, [at(2021, 1, 11), at(2021, 1, 11, 4), at(2021, 1, 12)]),
    ],
)
def test_days_and_weeks_are_those_of_the_venue(venue: str, length_ns: int | None, opens: list[int]) -> None:
    bars = bars_of(len(opens), length_ns, venue)
    assert bars.ts_open.tolist() == opens
    assert bars.timeframe_ns == (length_ns or DAY_NS)
    assert (bars.ts_close > bars.ts_open).all()


def test_prices_lie_on_their_grid() -> None:
    low = (99.25, 99.5)
    bars = bars_of(2, DAY_NS, low=low, bid=low)
    assert bars.price_scale.tolist() == [100]
    assert bars.bid is not None
    np.testing.assert_array_equal(bars.bid, low)
    np.testing.assert_array_equal(bars.low, low)
    assert bars.ask is None
