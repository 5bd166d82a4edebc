"""Whole runs on GOOG against figures published with other engines.

Sources: backtesting.py 0.6.6 (`finalize_trades=False`) and vectorbt 1.2, signal at the close, fill at the
next open, cash 10,000, sized at the fill; the tables stand in the README of the shared market data.
"""

import warnings
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.bar_source import FileSource
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.report.json_object import to_json
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import run_backtest
from runtime.clock import SystemClock

HERE = Path(__file__).parent
NAMES = (
    "equity_final",
    "trades",
    "open_trades",
    "max_drawdown",
    "max_drawdown_days",
    "sharpe",
    "sortino",
    "calmar",
    "win_rate",
    "best_trade",
    "worst_trade",
    "profit_factor",
    "sqn",
)
REVERSAL = {
    ("10", "30", "none"): (
        *(51959.95, 65, 1, 0.479801270501, 584, 0.5839644134, 1.0929459039, 0.4447456445),
        *(0.461538461538, 0.535959522949, -0.183988735384, 2.0880175389, 0.9168929861),
    ),
    ("10", "20", "none"): (
        *(81812.37, 93, 1, 0.327936615649, 680, 0.7157028951, 1.4357861346, 0.8531980909),
        *(0.548387096774, 0.574335481809, -0.163966386555, 2.2711854057, 1.9454556829),
    ),
    ("10", "20", "buy=0.2%,sell=0.2%"): (
        *(56263.51934, 93, 1, 0.339315918291, 830, 0.600739973, 1.1450872478, 0.6624368234),
        *(0.52688172043, 0.569186810845, -0.168294319328, 1.9934882546, 1.584392209),
    ),
}
LONG_ONLY = {
    "none": (77277.159773, 46, 1, 0.19241172, 0.57433548, -0.12271663),
    "buy=0.2%,sell=0.2%": (64161.297666, 46, 1, 0.20134207, 0.56918681, -0.12647119),
}


@pytest.fixture(scope="module")
def goog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Daily bars of GOOG, 2004 to 2013, as a file of bars."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from backtesting.test import GOOG
    path = tmp_path_factory.mktemp("goog") / "goog.parquet"
    columns = {name.lower(): GOOG[name].to_numpy("float64") for name in GOOG.columns}
    pq.write_table(
        pa.table({"timestamp": pa.array(GOOG.index.to_numpy()), "symbol": ["GOOG"] * len(GOOG), **columns}),
        path,
    )
    return path


def run(
    strategy: str, data: Path, costs: str, lot: str = "1", parameters: tuple[str, ...] = ()
) -> dict[str, float]:
    artifact = compile_file(HERE / f"{strategy}.jts").artifact
    request = BacktestRequest(
        parameters=parameters,
        costs=parse_costs(costs, "0%"),
        cash=Decimal(10_000),
        lot=Decimal(lot),
        metrics_from_all=True,
        sharpe="geometric",
    )
    done = run_backtest(artifact, load_kernel(artifact), request, FileSource(data), SystemClock())
    return to_json(done.summary)


@pytest.mark.parametrize(("fast", "slow", "costs"), REVERSAL)
def test_reversal_agrees_with_backtesting_py_in_every_figure(
    fast: str, slow: str, costs: str, goog: Path
) -> None:
    told = run("sma_reversal", goog, costs, parameters=(f"fast={fast}", f"slow={slow}"))
    expected = REVERSAL[fast, slow, costs]
    assert {name: told[name] for name in NAMES} == pytest.approx(
        dict(zip(NAMES, expected, strict=True)), rel=1e-6
    )
    assert told["dropped"] == {}
    if (fast, slow) == ("10", "30"):
        assert told["exposure"] == pytest.approx(0.967412, abs=1e-6)


@pytest.mark.parametrize("costs", LONG_ONLY)
def test_long_only_agrees_with_vectorbt(costs: str, goog: Path) -> None:
    told = run("sma_long_only", goog, costs, lot="0.00000001")
    equity, trades, open_trades, *ratios = LONG_ONLY[costs]
    assert told["equity_final"] == pytest.approx(equity, rel=1e-6)
    assert (told["trades"], told["open_trades"]) == (trades, open_trades)
    # These are published with six decimals of a percentage.
    assert [told[name] for name in ("max_drawdown", "best_trade", "worst_trade")] == pytest.approx(
        ratios, abs=1e-8
    )


def test_whole_shares_give_another_figure(goog: Path) -> None:
    """A figure that no setting moves would prove nothing."""
    assert run("sma_long_only", goog, "none", lot="1")["equity_final"] != pytest.approx(
        77277.159773, rel=1e-6
    )
