"""Statistics on curves small enough to work out by hand, and against pandas where they are not."""

import math

import numpy as np
import pandas as pd
import pytest

from runtime.backtest.metrics.compute import compute_metrics
from runtime.backtest.metrics.registry import all_statistics
from runtime.domain.bars import DAY_NS

HOUR_NS = DAY_NS // 24
WEEKDAYS = np.array([4, 5, 6, 7, 8, 11, 12, 13, 14, 15]) * DAY_NS  # 1970-01-05 was a Monday


def measured(run, first_slot=0, sharpe="arithmetic"):
    return compute_metrics(*run.inputs, first_slot=first_slot, sharpe=sharpe)


def test_arithmetic_ratios_equal_pandas(curve_run):
    equity = np.array([100, 103, 101, 108, 107, 104, 111, 119, 110, 115.0])
    metrics = measured(curve_run(equity, WEEKDAYS, cash=100))
    returns = pd.Series(equity).pct_change().dropna()
    downside = math.sqrt((returns.clip(upper=0) ** 2).mean())
    assert metrics["volatility"] == pytest.approx(returns.std() * math.sqrt(252), rel=1e-12)
    assert metrics["sharpe"] == pytest.approx(returns.mean() / returns.std() * math.sqrt(252), rel=1e-12)
    assert metrics["sortino"] == pytest.approx(returns.mean() / downside * math.sqrt(252), rel=1e-12)


def test_intraday_equity_counts_its_last_value_of_each_utc_day(curve_run):
    hours = (np.arange(0, 240) * HOUR_NS + 4 * DAY_NS)[np.r_[0:120, 168:240]]  # a weekend is left out
    equity = np.round(100 * np.exp(np.cumsum(np.sin(np.arange(len(hours)) ** 2)) / 100), 2)
    metrics = measured(curve_run(equity, hours, cash=100, timeframe_ns=HOUR_NS))
    daily = pd.Series(equity, index=pd.to_datetime(hours)).resample("D").last().dropna().pct_change()
    assert metrics["volatility"] == pytest.approx(daily.std() * math.sqrt(252), rel=1e-12)


@pytest.mark.parametrize(
    ("ts_open", "timeframe_ns", "periods"),
    [
        (WEEKDAYS, DAY_NS, 252),
        (np.arange(10) * DAY_NS, DAY_NS, 365),
        (np.arange(10) * 7 * DAY_NS, 7 * DAY_NS, 52),
    ],
    ids=["weekdays", "crypto", "weekly"],
)
def test_a_year_has_as_many_periods_as_the_market(curve_run, ts_open, timeframe_ns, periods):
    doubled_once = [100, *[200] * 9]
    metrics = measured(curve_run(doubled_once, ts_open, cash=100, timeframe_ns=timeframe_ns))
    assert metrics["cagr"] == pytest.approx(2 ** (periods / 9) - 1, rel=1e-9)


def test_results_before_the_first_slot_do_not_count(curve_run):
    equity = [100, 50, 80, 88, 80, 96]
    metrics = measured(curve_run(equity, WEEKDAYS[:6], cash=100), first_slot=3)
    assert metrics["total_return"] == pytest.approx(96 / 80 - 1)
    assert metrics["max_drawdown"] == pytest.approx(8 / 88)


def test_longest_drawdown_runs_from_peak_to_recovery_or_to_the_end(curve_run):
    recovered = measured(curve_run([100, 90, 95, 100, 99, 101], np.arange(6) * DAY_NS, cash=100))
    still_under = measured(curve_run([100, 90, 100, 99, 98, 97], np.arange(6) * DAY_NS, cash=100))
    never_under = measured(curve_run([100, 100, 101, 102], np.arange(4) * DAY_NS, cash=100))
    assert recovered["max_drawdown_days"] == 3
    assert still_under["max_drawdown_days"] == 3
    assert never_under["max_drawdown_days"] == 0


def test_several_accounts_are_summed_and_pooled(two_accounts):
    metrics = measured(two_accounts)
    assert metrics["equity_final"] == 210
    assert metrics["total_return"] == pytest.approx(0.05)
    assert metrics["max_drawdown"] == pytest.approx((220 - 210) / 220)
    assert metrics["trades"] == 2
    assert metrics["win_rate"] == 0.5
    assert metrics["best_trade"] == pytest.approx(0.5)
    assert metrics["worst_trade"] == pytest.approx(-40 / 90)
    assert metrics["profit_factor"] == pytest.approx(0.5 / (40 / 90))
    assert metrics["commission"] == 4
    assert metrics["tax"] == 2
    assert metrics["exposure"] == 0.75
    assert metrics["buy_and_hold"] == pytest.approx((15 / 10 - 1 + 10 / 20 - 1) / 2)


def test_turnover_is_yearly_notional_over_mean_equity(two_accounts):
    metrics = measured(two_accounts)
    mean_equity = (200 + 200 + 220 + 210) / 4
    assert metrics["turnover"] == pytest.approx(400 / (4 / 365.25) / mean_equity)


def test_what_cannot_be_said_is_nan(curve_run):
    metrics = measured(curve_run([100, 100, 100], WEEKDAYS[:3], cash=100))
    undefined = {name for name, value in metrics.items() if math.isnan(value)}
    ratios = {"sharpe", "sortino", "calmar", "win_rate", "profit_factor", "expectancy", "sqn"}
    assert undefined == ratios | {"best_trade", "worst_trade"}
    assert metrics["cagr"] == 0
    assert metrics["exposure"] == 0


def test_a_lost_account_has_no_ratios_but_a_total_loss(curve_run):
    metrics = measured(curve_run([100, 50, 0, 0], WEEKDAYS[:4], cash=100), sharpe="geometric")
    assert metrics["cagr"] == -1
    assert metrics["max_drawdown"] == 1
    assert math.isnan(metrics["sharpe"])


def test_data_that_ends_in_its_warm_up_gives_an_unchanged_account(curve_run):
    metrics = measured(curve_run([100, 100], WEEKDAYS[:2], cash=100), first_slot=2)
    assert metrics["total_return"] == 0
    assert metrics["max_drawdown"] == 0


def test_statistics_have_distinct_places_and_labels():
    statistics = all_statistics()
    assert len({(s.group, s.place) for s in statistics}) == len(statistics)
    assert len({s.label for s in statistics}) == len(statistics)
