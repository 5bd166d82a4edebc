"""History before the settled length changes nothing: exactly of windows, in the sixth digit of recursions."""

import itertools
from collections.abc import Iterator
from random import Random
from string import Template
from types import ModuleType

import numpy as np
import pytest

from tests.property.conftest import interpreted
from tests.property.generated.comparison import Case, emitted_answers, make_case
from tests.property.generated.programs import program
from tests.property.markets import Market, random_market
from tests.property.walks import Answers, walk_columns

RECURSIVE = ("EMA(", "RSI(", "ATR(", "MACD(")
ENDLESS = ("var ",)  # what never settles
OTHER = ("timeframes", "on symbol", "rank(", "zscore(", "percentile(", "top(", "bottom(")
ROWS = 1500
MARKET = random_market(11, (ROWS,), clocks=1, missing=0.0, halted=0.0)
DAY = MARKET.columns[0, "trading_day"]


def needed(module: ModuleType, case: Case, row: int) -> int:
    """Return the row at which the settled history of a row begins."""
    first = row
    for _, _, settled, sessions in module.warmup(case.params):
        begin = row - settled
        if sessions:
            days = np.unique(DAY[: begin + 1])
            begin = int(np.searchsorted(DAY, days[-sessions])) if len(days) >= sessions else -1
        first = min(first, begin)
    return first


def answers(module: ModuleType, case: Case, market: Market) -> Answers:
    return emitted_answers(case, module, walk_columns, market)


def windowed() -> Iterator[tuple[int, str]]:
    """Yield programs of one clock whose values are windows."""
    for seed in itertools.count():
        text = program(Random(seed))
        if not any(word in text for word in (*RECURSIVE, *ENDLESS, *OTHER)):
            yield seed, text


@pytest.mark.parametrize("programs", [10, pytest.param(200, marks=pytest.mark.long)])
def test_windows_do_not_show_where_history_began(programs: int) -> None:
    deciding = 0
    for seed, text in windowed():
        case = make_case(text, seed)
        module = interpreted(case.artifact)
        whole = answers(module, case, MARKET)
        for row in (ROWS - 200, ROWS - 1):
            first = needed(module, case, row)
            assert 0 <= first <= row
            assert 10 * (row - first) < row, text  # there is ten times as much before
            short = answers(module, case, MARKET.without_rows(first))
            np.testing.assert_array_equal(short.fired[:, row - first :], whole.fired[:, row:], text)
            np.testing.assert_array_equal(short.payload[:, row - first :], whole.payload[:, row:], text)
        deciding += bool(whole.fired[:, ROWS - 200 :].any())
        if deciding == programs:
            break


INDICATOR = Template("""strategy("Warm") {
  indicators { value = $call }
  entry.long { when (value > 0) { buy(quantity: 5%) } }
}
""")
CALLS = {
    "SMA(volume, 7)": 0.0,
    "BBANDS(period: 6).upper": 0.0,
    "STDDEV(close, 5)": 0.0,
    "HIGHEST(period: 9)": 0.0,
    "LOWEST(SMA(period: 4), 5)": 0.0,
    "close[3]": 0.0,
    "EMA(period: 8)": 1e-6,
    "EMA(EMA(period: 4), 6)": 2e-6,
    "RSI(period: 5)": 1e-6,
    "ATR(period: 6)": 1e-6,
    "MACD(fast: 3, slow: 7, signal: 4).signal": 3e-6,
    "SMA(RSI(period: 4), 3)[2]": 1e-6,
}


@pytest.mark.parametrize(("call", "share"), CALLS.items(), ids=CALLS)
def test_values_settle_and_are_na_before_they_are_defined(call: str, share: float) -> None:
    case = make_case(INDICATOR.substitute(call=call), 1)
    module = interpreted(case.artifact)
    ((_, defined, settled, _),) = module.warmup(case.params)
    value = answers(module, case, MARKET).payload[-1]
    assert np.flatnonzero(~np.isnan(value))[0] == defined
    begin = ROWS - 300
    short = answers(module, case, MARKET.without_rows(begin)).payload[-1]
    assert np.isnan(short[:defined]).all()
    reach = np.ptp(MARKET.columns[0, "high"])  # no two starts of a recursion are further apart
    apart = np.abs(short[settled:] - value[begin + settled :])
    assert apart.max() <= share * reach
