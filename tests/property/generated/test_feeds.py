"""Over bars as a run feeds them, aggregated and with the venue's calendar, decisions are the same too."""

from dataclasses import fields
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from runtime.backtest.calendar_columns import CALENDAR_COLUMNS, calendar_columns
from runtime.backtest.feeds import Feeds, build_feeds
from runtime.backtest.grids import build_grid
from runtime.backtest.market_stage import market_signals
from runtime.domain.bars import Bars
from runtime.market_data.calendars.venues import venue_calendar
from tests.oracles.interpreter.evaluate import Evaluation
from tests.oracles.interpreter.history import History
from tests.property.conftest import interpreted
from tests.property.generated.comparison import Case, as_float, known, make_case
from tests.property.generated.programs import program
from tests.property.generated.trading import random_minutes

KRX = venue_calendar("krx")


def live_rows(bars: Bars, rows: slice) -> np.ndarray:
    every = np.arange(rows.start, rows.stop)
    return every[~bars.halted[every]]


def history(feeds: Feeds, clocks: int, symbol: int) -> History:
    """Return what a symbol has shown; a coarser bar is seen once its end has come."""
    columns, seen = {}, {}
    own = live_rows(feeds.bars, feeds.bars.rows_of(symbol))
    moments = feeds.bars.ts_close[own]
    for clock in range(clocks):
        bars = feeds.clock_bars(clock)
        rows = live_rows(bars, feeds.clock_rows(clock, symbol))
        arrays = {field.name: getattr(bars, field.name) for field in fields(bars)}
        arrays |= calendar_columns(set(CALENDAR_COLUMNS), bars, KRX)
        for name, values in arrays.items():
            if isinstance(values, np.ndarray) and len(values) == bars.rows:
                columns[clock, name] = [known(value) for value in values[rows].tolist()]
        seen[clock] = np.searchsorted(bars.ts_close[rows], moments, side="right").tolist()
    return History(feeds.bars.ts_open[own].tolist(), columns, seen, int(feeds.bars.price_scale[symbol]))


def expected(case: Case, feeds: Feeds) -> tuple[np.ndarray, np.ndarray]:
    bars = feeds.bars
    everyone: list[Evaluation] = []
    everyone += [
        Evaluation(case.program, history(feeds, len(case.program.clocks), symbol), case.parameters, everyone)
        for symbol in range(len(bars.symbols))
    ]
    fired = np.zeros((len(case.program.rules), bars.rows), np.bool_)
    payload = np.full((len(case.values), bars.rows), np.nan)
    for symbol, evaluation in enumerate(everyone):
        rows = live_rows(bars, bars.rows_of(symbol))
        for place, rule in enumerate(case.program.rules):
            fired[place, rows] = [value is True for value in evaluation.decisions(rule.condition)]
        for place, expr in enumerate(case.values):
            payload[place, rows] = [as_float(value) for value in evaluation.decisions(expr)]
    return fired, payload


def fired_of(signals, bars: Bars) -> np.ndarray:
    fired = np.zeros((len(signals.bits), bars.rows), np.bool_)
    for symbol, first in enumerate(bars.starts[:-1]):
        for bar in range(bars.starts[symbol + 1] - first):
            word = signals.bits[:, signals.word_starts[symbol] + (bar >> 6)]
            fired[:, first + bar] = (word >> np.uint64(bar & 63)) & np.uint64(1) != 0
    return fired


@pytest.mark.parametrize("programs", [4, pytest.param(300, marks=pytest.mark.long)])
def test_decisions_over_feeds(programs: int) -> None:
    compared = 0
    for seed in range(10 * programs):
        text = program(Random(seed))
        if "bid" in text or "ask" in text or "spread" in text:
            continue  # bars that are made of others have no quotes
        case = make_case(text, seed)
        feeds = build_feeds(case.artifact, random_minutes(seed), KRX, np.zeros(3, np.int32))
        grid = build_grid(feeds.bars, Decimal(1), None, None)
        signals = market_signals(
            case.artifact, interpreted(case.artifact), feeds, grid, case.params, every_payload=True
        )
        fired, payload = expected(case, feeds)
        np.testing.assert_array_equal(fired_of(signals, feeds.bars), fired, text)
        np.testing.assert_array_equal(signals.payload[: len(payload)], payload, text)
        compared += 1
        if compared == programs:
            break
