"""`why` against the run itself, over 50 KOSPI codes: it tells of the orders there were, and of no others."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import talib

from jtsc.driver import compile_conditions, load_kernel
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import SystemClock
from runtime.domain.outcome import FillReason
from runtime.market_data.bar_file import read_bars
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.selection import select_span, select_symbols
from runtime.why.answer import Answer, Outcome
from runtime.why.explain_bar import Kernels, explain_bar
from tests.runtime.backtest.made_bars import GivenBars

STRATEGIES = Path(__file__).parents[3] / "strategies"
NAMES = ("sma_crossover", "rsi_reversion", "donchian_breakout")
SYMBOLS, LOOKED_AT = 50, 5
FIRST, LAST = (int(np.datetime64(day, "ns").astype(np.int64)) for day in ("2015-01-01", "2017-01-01"))
REQUEST = BacktestRequest((), parse_costs("krx", "0%"), Decimal(10_000_000), Decimal(1), currency="KRW")


@pytest.fixture(scope="module")
def market(shared: Path) -> GivenBars:
    bars = read_bars(shared / "data" / "bars" / "krx_daily_adj_599sym_2012-2022.parquet").bars
    bars = select_span(
        select_symbols(bars, bars.symbols[:: len(bars.symbols) // SYMBOLS][:SYMBOLS]), FIRST, LAST
    )
    return GivenBars(LoadedBars(bars, (), ()))


class Asked:
    """A strategy over the market: its run, and what is said of any bar."""

    def __init__(self, name: str, market: GivenBars) -> None:
        self._conditions = compile_conditions(STRATEGIES / f"{name}.jts")
        self._kernels = Kernels(load_kernel(self._conditions.strategy), load_kernel(self._conditions.probe))
        self._market = market
        artifact, kernel = self._conditions.strategy, self._kernels.strategy
        self.run: Backtest = run_backtest(artifact, kernel, REQUEST, market, SystemClock())

    def why(self, symbol: int, row: int) -> Answer:
        bars = self.run.bars
        return explain_bar(
            self._conditions,
            self._kernels,
            REQUEST,
            self._market,
            SystemClock(),
            bars.symbols[symbol],
            int(bars.ts_open[row]),
            is_date=True,
        )


@pytest.fixture(scope="module", params=NAMES)
def asked(request: pytest.FixtureRequest, market: GivenBars) -> Asked:
    return Asked(request.param, market)


def outcomes(answer: Answer) -> dict[str, Outcome]:
    return {section.section: section.outcome for section in answer.sections}


def decided_bars(run: Backtest) -> Iterator[tuple[int, int, str, float]]:
    """Yield symbol, row, section and fill price of the orders that filled at the next open."""
    for fill in run.outcome.fills:
        if fill["reason"] == FillReason.SIGNAL:
            section = "entry.long" if fill["side"] > 0 else "exit.long"
            symbol = int(fill["symbol"])
            yield symbol, int(fill["row"]) - 1, section, fill["price"] / run.grid.price_scale[symbol]


def test_an_order_that_filled_was_placed(asked: Asked) -> None:
    decided = list(decided_bars(asked.run))
    assert len(decided) > 2 * LOOKED_AT
    for symbol, row, section, price in decided[:: len(decided) // LOOKED_AT][:LOOKED_AT]:
        answer = asked.why(symbol, row)
        (own,) = (each for each in answer.sections if each.section == section)
        assert own.outcome is Outcome.PLACED, (answer.symbol, answer.time)
        assert f" filled at {price:g} on " in own.text
        assert "true" in [rule.value for rule in answer.rules if rule.section == section]


def test_where_nothing_filled_nothing_was_placed(asked: Asked) -> None:
    run, draw = asked.run, np.random.default_rng(7)
    placed = {(symbol, row) for symbol, row, _, _ in decided_bars(run)}
    for row in draw.integers(0, run.bars.rows - 1, LOOKED_AT).tolist():
        symbol = int(np.searchsorted(run.bars.starts, row, side="right")) - 1
        if (symbol, row) in placed or row + 1 >= run.bars.starts[symbol + 1]:
            continue
        found = outcomes(asked.why(symbol, row))
        assert Outcome.PLACED not in found.values()
        if row < run.tradable_rows[symbol]:
            assert set(found.values()) == {Outcome.WARM_UP}


def test_what_was_dropped_is_told_with_its_code(asked: Asked) -> None:
    run = asked.run
    hit = [
        (symbol, code, int(row))
        for (symbol, code), row in np.ndenumerate(run.outcome.first_drop_row)
        if row >= 0 and code != 9  # an order that the end of the data left waiting was placed
    ]
    for symbol, code, row in hit[:4]:
        answer = asked.why(symbol, row)
        drops = [section.code for section in answer.sections if section.outcome is Outcome.DROPPED]
        cut = [section for section in answer.sections if section.outcome is Outcome.PLACED]
        assert drops or cut, (answer, code)


def test_the_values_are_those_of_talib(market: GivenBars) -> None:
    asked = Asked("rsi_reversion", market)
    bars = asked.run.bars
    rows = bars.rows_of(3)
    rsi = talib.RSI(bars.close[rows], 14)
    for place in (200, 300, 400):
        answer = asked.why(3, rows.start + place)
        told = next(part for part in answer.rules[0].parts if part.text == "rsi")
        assert float(told.value) == pytest.approx(rsi[place], rel=1e-8)
