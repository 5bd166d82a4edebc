"""The JSON object: the keys programs rely on, and nothing that is not JSON."""

import json

from runtime.backtest.report.json_object import to_json
from runtime.backtest.report.surge_figures import SurgeFigures

PROMISED = {
    "equity_final",
    "total_return",
    "cagr",
    "volatility",
    "sharpe",
    "sortino",
    "calmar",
    "max_drawdown",
    "max_drawdown_days",
    "trades",
    "open_trades",
    "fills",
    "win_rate",
    "best_trade",
    "worst_trade",
    "profit_factor",
    "sqn",
    "exposure",
    "commission",
    "tax",
    "buy_and_hold",
    "warmup_bars",
    "bars",
    "symbols",
    "dropped",
    "engine_seconds",
    "manifest",
}


def test_every_promised_key_is_there(make_run):
    told = to_json(make_run().summary)
    assert set(told) >= PROMISED
    assert told["dropped"] == {"cash_short": 1234, "size_zero": 5}
    assert told["rejected_rows"] == {"high below low": 3}
    assert told["trades"] == 30
    assert "per_symbol" not in told


def test_undefined_figures_are_null_at_any_depth(make_run):
    rows = [{"symbol": "A", "win_rate": float("nan"), "profit_factor": float("inf")}]
    run = make_run(metrics=make_run().summary.metrics | {"sharpe": float("nan")}, per_symbol=rows)
    told = json.loads(json.dumps(to_json(run.summary), allow_nan=False))
    assert told["sharpe"] is None
    assert told["per_symbol"] == [{"symbol": "A", "win_rate": None, "profit_factor": None}]


def test_surges_and_quotes_where_a_strategy_looks_for_them(make_run):
    told = to_json(make_run(surges=SurgeFigures(3, 1_500.0, 2_000.0), quotes=9_000).summary)
    assert told["surges"] == {"count": 3, "latency_ms_median": 1_500.0, "latency_ms_highest": 2_000.0}
    assert told["quotes"] == 9_000
    assert not {"surges", "quotes"} & set(to_json(make_run().summary))
