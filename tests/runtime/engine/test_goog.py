"""Final equity and trades on GOOG against other engines, their numbers from `../shared/data/README.md`."""

import warnings
from typing import Any

import numpy as np
import pytest

from runtime.domain.bars import DAY_NS, Bars, Timeline
from runtime.domain.costs import Costs
from runtime.domain.execution import Execution, SizeAt
from runtime.domain.grid import Grid
from runtime.domain.limits import RiskLimits
from runtime.domain.outcome import Outcome
from runtime.domain.rules import RULE, QuantityKind, Section, Signals
from runtime.engine.account_stage import run_account_stage

COSTS = Costs("0.2 % each side", 2_000_000, 2_000_000)
FREE = Costs("none")


@pytest.fixture(scope="module")
def goog() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from backtesting.test import GOOG
    return GOOG


def crosses(close: np.ndarray, fast: int, slow: int, strict: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return where the fast average crosses above and below; strict: from really below to really above."""

    def average(n: int) -> np.ndarray:
        windows = np.lib.stride_tricks.sliding_window_view(np.rint(close * 1e6), n)
        return np.concatenate([np.full(n - 1, np.nan), windows.sum(axis=1) / n])

    a, b = average(fast), average(slow)
    before = (a[:-1] < b[:-1], a[:-1] > b[:-1]) if strict else (a[:-1] <= b[:-1], a[:-1] >= b[:-1])
    above = np.concatenate([[False], before[0] & (a[1:] > b[1:])])
    below = np.concatenate([[False], before[1] & (a[1:] < b[1:])])
    return above, below


def run_goog(goog: Any, fast: int, costs: Costs, *, slow: int, shorts: bool, fractional: bool) -> Outcome:
    close = goog.Close.to_numpy(np.float64)
    n = len(close)
    above, below = crosses(close, fast, slow, strict=True)
    sections = [(Section.ENTRY_LONG, above), (Section.EXIT_LONG, below)]
    if shorts:
        sections += [(Section.ENTRY_SHORT, below), (Section.EXIT_SHORT, above)]
    rules = np.zeros(len(sections), RULE)
    rules["payload"] = -1
    bits = np.zeros((len(sections), (n + 63) // 64), np.uint64)
    for k, (section, true) in enumerate(sections):
        rules[k]["section"] = section
        opens = section in (Section.ENTRY_LONG, Section.ENTRY_SHORT)
        rules[k]["kind"] = QuantityKind.PERCENT_OF_EQUITY if opens else QuantityKind.ALL
        rules[k]["value"] = 10**9
        padded = np.zeros(bits.shape[1] * 64, np.bool_)
        padded[:n] = true
        bits[k] = np.packbits(padded, bitorder="little").view(np.uint64)
    ts = goog.index.to_numpy("datetime64[ns]").astype(np.int64)
    columns = [goog[name].to_numpy(np.float64) for name in ("Open", "High", "Low", "Close", "Volume")]
    one = np.ones(1, np.int64)
    bars = Bars(
        ("GOOG",), np.array([0, n]), ts, ts + DAY_NS, *columns, np.zeros(n, np.bool_), one * 10**6, DAY_NS
    )
    timeline = Timeline(ts, ts + DAY_NS, np.arange(n, dtype=np.int32))
    return run_account_stage(
        bars,
        timeline,
        Grid(one * 10**6, one, one * (10**8 if fractional else 1), one, 10**6),
        costs,
        Signals(rules, bits, np.zeros(1, np.int64)),
        RiskLimits(),
        Execution(10_000 * 10**6, SizeAt.FILL),
        np.zeros(1, np.int64),
    )


@pytest.mark.parametrize(
    ("fast", "slow", "costs", "equity", "closed"),
    [
        (10, 30, FREE, 51959.95, 65),
        (10, 20, FREE, 81812.37, 93),
        (10, 20, COSTS, 56263.51934, 93),
    ],
)
def test_reversing_all_in_equals_backtesting_py(
    goog: Any, fast: int, slow: int, costs: Costs, equity: float, closed: int
) -> None:
    outcome = run_goog(goog, fast, costs, slow=slow, shorts=True, fractional=False)

    assert outcome.final_equity[0] / 1e6 == pytest.approx(equity, rel=1e-9)
    assert outcome.equity[-1] == pytest.approx(equity, rel=1e-9)
    assert (~outcome.trades["is_open"]).sum() == closed
    assert outcome.trades["is_open"].sum() == 1


@pytest.mark.parametrize(("costs", "equity"), [(FREE, 77277.159773), (COSTS, 64161.297666)])
def test_fractional_all_in_equals_vectorbt(goog: Any, costs: Costs, equity: float) -> None:
    outcome = run_goog(goog, 10, costs, slow=20, shorts=False, fractional=True)

    assert outcome.final_equity[0] / 1e6 == pytest.approx(equity, rel=1e-8)
    assert (~outcome.trades["is_open"]).sum() == 46
    assert outcome.trades["is_open"].sum() == 1
