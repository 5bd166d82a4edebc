"""The values of the terms of expectations, computed by the suite's probe."""

from collections.abc import Mapping
from types import ModuleType

import numpy as np

from jtsc.suite import Suite
from runtime.backtest.feeds import build_feeds, needs_sessions, plain_feeds
from runtime.backtest.market_stage import with_crosses
from runtime.backtest.parameters import check_sizes
from runtime.backtest.signals import clock_lengths, gather_payloads
from runtime.backtest.source_accounts import source_accounts
from runtime.domain.bars import Bars, Float64s
from runtime.market_data.calendars.venue_calendar import VenueCalendar


def values_at_bars(
    suite: Suite,
    probe: ModuleType,
    bars: Bars,
    traded: str,
    parameters: Mapping[str, float],
    calendar: VenueCalendar,
) -> Float64s:
    """Return (payloads, rows): the value of every term that moves with the bars, na where it is unknown.

    Args:
        traded: the symbol that the strategy decides on.

    Raises:
        RunError: a parameter sizes a window wrongly, or the bars lack a column.
    """
    artifact = suite.probe
    accounts = source_accounts(artifact, bars.symbols, (traded,))
    feeds = plain_feeds(bars, accounts)
    if needs_sessions(artifact):
        feeds = build_feeds(artifact, bars, calendar, accounts)
    params = _params(suite, parameters)
    check_sizes(params, artifact, probe, clock_lengths(feeds))
    feeds = with_crosses(artifact, probe, feeds, params)
    return gather_payloads(artifact, probe, feeds, params, feeds.traded)


def settled_values(
    suite: Suite, probe: ModuleType, parameters: Mapping[str, float], figures: Mapping[str, float]
) -> tuple[float, ...]:
    """Return the value of every term that is the same on every bar: made of parameters and figures."""
    values: tuple[float, ...] = probe.settle(_params(suite, {**figures, **parameters}))
    return values


def _params(suite: Suite, known: Mapping[str, float]) -> Float64s:
    return np.array([known.get(parameter.name, np.nan) for parameter in suite.probe.parameters])
