"""The bars of a test as a run reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jtsc.artifact import Artifact
from jtsc.suite import UnitTest
from runtime.backtest.request import BacktestRequest
from runtime.backtest.warmup import Need
from runtime.domain.bars import DAY_NS, Bars, Int64s
from runtime.domain.errors import RunError
from runtime.market_data.buckets import WEEK_NS, build_buckets, require_buildable
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.price_grid import LARGEST_PRICE, price_scale, snap_prices

SYMBOL = "TEST"
FIRST_DAY = "2021-01-11"  # a Monday, with ordinary hours in every venue
_FIRST_NS = int(np.datetime64(FIRST_DAY, "ns").astype(np.int64))


@dataclass(frozen=True, slots=True)
class GivenBars:
    """A source of bars that are in memory."""

    bars: Bars

    def load(self, request: BacktestRequest, artifact: Artifact, needs: Sequence[Need]) -> LoadedBars:
        return LoadedBars(self.bars, (), ())

    def facts(self, bars: Bars) -> dict[str, Any]:
        return {}


def build_bars(test: UnitTest, calendar: VenueCalendar, others: Sequence[str] = ()) -> Bars:
    """Return the bars of a test, of one symbol: the first that the venue has from `FIRST_DAY` on.

    Args:
        others: instruments that the strategy looks at: they are there, without a bar.

    Raises:
        RunError: a price is too large, the venue has no bars of that length, or not so many of them.
    """
    columns = {name: np.asarray(values) for name, values in test.columns.items()}
    rows = len(columns["close"])
    length_ns = test.length_ns or DAY_NS
    ts_open, ts_close = _times(rows, length_ns, calendar)
    starts = np.array([0, rows], np.int64)
    names = [name for name in columns if name != "volume"]
    prices = [columns[name] for name in names]
    if max(column.max() for column in prices) > LARGEST_PRICE:
        raise RunError("a price of the test is too large", f"write prices below {LARGEST_PRICE:.0f}")
    grid = price_scale(starts, prices)
    snapped, _ = snap_prices(starts, (SYMBOL,), prices, grid)
    on_grid = dict(zip(names, snapped, strict=True))
    return Bars(
        symbols=(SYMBOL, *others),
        starts=np.concatenate((starts, np.full(len(others), rows))),
        ts_open=ts_open,
        ts_close=ts_close,
        open=on_grid["open"],
        high=on_grid["high"],
        low=on_grid["low"],
        close=on_grid["close"],
        volume=columns["volume"],
        halted=np.zeros(rows, np.bool_),
        price_scale=np.concatenate((grid.price_scale, np.ones(len(others), np.int64))),
        timeframe_ns=length_ns,
        bid=on_grid.get("bid"),
        ask=on_grid.get("ask"),
    )


def _times(rows: int, length_ns: int, calendar: VenueCalendar) -> tuple[Int64s, Int64s]:
    require_buildable(length_ns, length_ns)
    first = int(np.searchsorted(calendar.start_ns, _FIRST_NS))
    sessions = rows * 7 if length_ns == WEEK_NS else rows  # at least one bar each, a week's at most seven
    last = min(first + sessions, len(calendar.end_ns) - 1)
    buckets = build_buckets(
        calendar, length_ns, int(calendar.start_ns[first]) + 1, int(calendar.end_ns[last])
    )
    if len(buckets.start_ns) < rows:
        raise RunError(
            f"the test has {rows} bars, and the calendar of {calendar.name} ends before them",
            "give fewer bars",
        )
    return buckets.start_ns[:rows], buckets.end_ns[:rows]
