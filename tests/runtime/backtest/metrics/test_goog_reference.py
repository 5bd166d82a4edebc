"""The figures that backtesting.py 0.6.6 gives on its GOOG data, from its trades and equity.

Source of the numbers: the table "Numbers on GOOG" that goes with the test data.
"""

import pytest

from runtime.backtest.metrics.compute import compute_metrics

SETTINGS = {"10/30": (10, 30, 0.0), "10/20": (10, 20, 0.0), "10/20 with costs": (10, 20, 0.002)}
EXPECTED = {
    "10/30": {
        "equity_final": 51959.95,
        "trades": 65,
        "open_trades": 1,
        "max_drawdown": 0.479801270501,
        "max_drawdown_days": 584,
        "sharpe": 0.5839644134,
        "sortino": 1.0929459039,
        "calmar": 0.4447456445,
        "win_rate": 0.461538461538,
        "best_trade": 0.535959522949,
        "worst_trade": -0.183988735384,
        "profit_factor": 2.0880175389,
        "sqn": 0.9168929861,
        "exposure": 0.967412,
        "bars": 2148,
        "symbols": 1,
    },
    "10/20": {
        "equity_final": 81812.37,
        "trades": 93,
        "open_trades": 1,
        "max_drawdown": 0.327936615649,
        "max_drawdown_days": 680,
        "sharpe": 0.7157028951,
        "sortino": 1.4357861346,
        "calmar": 0.8531980909,
        "win_rate": 0.548387096774,
        "best_trade": 0.574335481809,
        "worst_trade": -0.163966386555,
        "profit_factor": 2.2711854057,
        "sqn": 1.9454556829,
    },
    "10/20 with costs": {
        "equity_final": 56263.51934,
        "trades": 93,
        "open_trades": 1,
        "max_drawdown": 0.339315918291,
        "max_drawdown_days": 830,
        "sharpe": 0.600739973,
        "sortino": 1.1450872478,
        "calmar": 0.6624368234,
        "win_rate": 0.52688172043,
        "best_trade": 0.569186810845,
        "worst_trade": -0.168294319328,
        "profit_factor": 1.9934882546,
        "sqn": 1.584392209,
    },
}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_figure_of_the_table(backtesting_py, name):
    run = backtesting_py(*SETTINGS[name])
    metrics = compute_metrics(*run.inputs, first_slot=0, sharpe="geometric")
    figures = {key: metrics[key] for key in EXPECTED[name]}
    assert figures == pytest.approx(EXPECTED[name], rel=1e-6)
