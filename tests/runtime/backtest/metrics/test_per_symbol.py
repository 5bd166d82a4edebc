"""The table of accounts against what each account says of itself."""

import math

import pytest

from runtime.backtest.metrics.per_symbol import per_symbol_table


def test_each_account_has_its_row(two_accounts):
    first, second = per_symbol_table(two_accounts.outcome)
    assert first["symbol"] == "A"
    assert first["total_return"] == pytest.approx(0.5)
    assert first["max_drawdown"] == 0
    assert first["win_rate"] == 1
    assert math.isnan(first["profit_factor"])
    assert second["symbol"] == "B"
    assert second["equity_final"] == 60
    assert second["max_drawdown"] == pytest.approx(0.4)
    assert second["trades"] == 1
    assert second["profit_factor"] == 0
    assert (second["commission"], second["tax"]) == (2, 1)


def test_one_account_agrees_with_the_reference(backtesting_py):
    (row,) = per_symbol_table(backtesting_py(10, 20, 0.002).outcome)
    assert row["win_rate"] == pytest.approx(0.52688172043)
    assert row["profit_factor"] == pytest.approx(1.9934882546)
    assert row["max_drawdown"] == pytest.approx(0.339315918291)
