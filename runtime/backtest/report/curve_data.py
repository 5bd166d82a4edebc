"""Equity, drawdown and monthly returns as the report shows them."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from runtime.backtest.metrics.equity_curve import portfolio_equity
from runtime.backtest.metrics.statistics.drawdown import drawdown
from runtime.backtest.report.chart_data import compact
from runtime.domain.bars import NANOSECONDS_PER_SECOND, Float64s, Int64s, Timeline
from runtime.domain.outcome import Outcome

MAX_POINTS = 4_000
_RATIO_DECIMALS = 5


def curve_chart(outcome: Outcome, timeline: Timeline, decimals: int, utc_offset_s: int) -> dict[str, Any]:
    """Return equity and drawdown (in percent, under 0) of all accounts together, as columns.

    A long run is drawn in at most `MAX_POINTS` stretches: each shows its last equity and its worst drawdown.
    """
    equity = portfolio_equity(outcome, timeline)
    fall = drawdown(np.concatenate(([_initial(outcome)], equity)))[1:]
    stride = math.ceil(len(equity) / MAX_POINTS)
    first = np.arange(0, len(equity), stride)
    last = np.append(first[1:], len(equity)) - 1
    seconds = timeline.ts_open[last] // NANOSECONDS_PER_SECOND + utc_offset_s
    return {
        "time": seconds.tolist(),
        "equity": compact(equity[last], decimals),
        "drawdown": compact(-100.0 * np.maximum.reduceat(fall, first), _RATIO_DECIMALS),
    }


def monthly_returns(outcome: Outcome, timeline: Timeline, utc_offset_s: int) -> Mapping[int, list[float]]:
    """Return for each year the returns of its twelve months, then of the year; NaN outside the run."""
    equity = portfolio_equity(outcome, timeline)
    seconds = timeline.ts_open // NANOSECONDS_PER_SECOND + utc_offset_s
    month = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    months, returns = _returns_by(month, equity, _initial(outcome))
    years, yearly = _returns_by(month // 12, equity, _initial(outcome))
    table = {
        1970 + int(year): [math.nan] * 12 + [float(gain)] for year, gain in zip(years, yearly, strict=True)
    }
    for number, gain in zip(months.tolist(), returns.tolist(), strict=True):
        table[1970 + number // 12][number % 12] = gain
    return table


def _initial(outcome: Outcome) -> float:
    return outcome.initial_cash / outcome.cash_scale * len(outcome.accounts)


def _returns_by(period: Int64s, equity: Float64s, initial: float) -> tuple[Int64s, Float64s]:
    is_last = np.append(period[1:] != period[:-1], True)
    last = equity[is_last]
    before = np.concatenate(([initial], last[:-1]))
    undefined = np.full(len(last), np.nan)
    return period[is_last], np.divide(last - before, before, out=undefined, where=before > 0.0)
