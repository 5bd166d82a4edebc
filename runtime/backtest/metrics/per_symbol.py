"""One row of figures per account, for runs that give each symbol its own (`--per-symbol`)."""

import numpy as np
from numpy.typing import NDArray

from runtime.backtest.metrics.statistics.drawdown import drawdown
from runtime.domain.bars import Float64s, Int64s
from runtime.domain.outcome import Outcome

Row = dict[str, str | int | float]


def per_symbol_table(outcome: Outcome) -> list[Row]:
    """Return a row per account, in their order: ratios as fractions, money in currency.

    `trades`, `win_rate` and `profit_factor` are over closed trades; undefined figures are NaN. The maximum
    drawdown starts from the initial cash.
    """
    accounts, scale = len(outcome.accounts), outcome.cash_scale
    closed = outcome.trades[~outcome.trades["is_open"]]
    returns = closed["profit"] / closed["entry_notional"]
    trades = np.bincount(closed["account"], minlength=accounts)
    wins = np.bincount(closed["account"][closed["profit"] > 0], minlength=accounts)
    gained = _sum_by_account(closed, np.maximum(returns, 0.0), accounts)
    lost = _sum_by_account(closed, np.maximum(-returns, 0.0), accounts)
    columns: dict[str, Float64s | Int64s] = {
        "equity_final": outcome.final_equity / scale,
        "total_return": outcome.final_equity / outcome.initial_cash - 1.0,
        "trades": trades,
        "win_rate": _ratio(wins, trades),
        "profit_factor": _ratio(gained, lost),
        "max_drawdown": _max_drawdowns(outcome),
        "commission": _sum_by_account(outcome.fills, outcome.fills["commission"], accounts) / scale,
        "tax": _sum_by_account(outcome.fills, outcome.fills["tax"], accounts) / scale,
    }
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [
        {"symbol": symbol, **dict(zip(columns, row, strict=True))}
        for symbol, row in zip(outcome.accounts, values, strict=True)
    ]


def _sum_by_account(records: NDArray[np.void], amounts: Float64s | Int64s, accounts: int) -> Float64s:
    return np.bincount(records["account"], weights=amounts, minlength=accounts).astype(np.float64)


def _ratio(above: Float64s | Int64s, below: Float64s | Int64s) -> Float64s:
    undefined = np.full(len(above), np.nan)
    return np.asarray(np.divide(above, below, out=undefined, where=below > 0))


def _max_drawdowns(outcome: Outcome) -> Float64s:
    base = outcome.initial_cash / outcome.cash_scale
    starts = outcome.equity_starts
    curves = (outcome.equity[starts[a] : starts[a + 1]] for a in range(len(outcome.accounts)))
    return np.array([drawdown(np.concatenate(([base], curve))).max() for curve in curves])
