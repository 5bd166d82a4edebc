"""The trades of a run as columns in the units people use."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import Bars, Bools, Float64s, Int64s
from runtime.domain.grid import Grid
from runtime.domain.outcome import FillReason, Outcome

REASON_TEXT = {
    FillReason.SIGNAL: "signal",
    FillReason.STOP_LOSS: "stop loss",
    FillReason.TAKE_PROFIT: "take profit",
    FillReason.TRAILING_STOP: "trailing stop",
    FillReason.DAILY_LOSS_LIMIT: "daily loss limit",
    FillReason.MAX_DRAWDOWN: "max drawdown",
    FillReason.RUIN: "ruin",
    FillReason.END_OF_DATA: "end of data",
    FillReason.DELISTED: "delisted",
}


@dataclass(frozen=True, slots=True)
class TradeTable:
    """Columns of one length, a row a trade in the order of the outcome.

    Prices are averages over the fills, times the opening of the bar that filled; what is still open has the
    last mark as its exit and no reason.
    """

    account: list[str]
    symbol: list[str]
    side: list[str]  # "long" or "short"
    entry_ts: Int64s  # nanoseconds UTC
    exit_ts: Int64s
    entry_price: Float64s
    exit_price: Float64s
    quantity: Float64s
    profit: Float64s  # net of costs, in currency
    returns: Float64s  # profit / entry notional
    commission: Float64s
    tax: Float64s
    reason: list[str]
    is_open: Bools
    bars_held: Int64s


def build_trade_table(outcome: Outcome, bars: Bars, grid: Grid) -> TradeTable:
    """Convert the trades from grid units."""
    trades, cash_scale = outcome.trades, outcome.cash_scale
    symbol, is_open = trades["symbol"], trades["is_open"]
    quantity = trades["quantity"] / grid.quantity_scale[symbol]
    return TradeTable(
        account=[outcome.accounts[account] for account in trades["account"]],
        symbol=[bars.symbols[each] for each in symbol],
        side=["long" if side > 0 else "short" for side in trades["side"]],
        entry_ts=bars.ts_open[trades["entry_row"]],
        exit_ts=bars.ts_open[trades["exit_row"]],
        entry_price=trades["entry_notional"] / cash_scale / quantity,
        exit_price=trades["exit_notional"] / cash_scale / quantity,
        quantity=quantity,
        profit=trades["profit"] / cash_scale,
        returns=trades["profit"] / trades["entry_notional"],
        commission=trades["commission"] / cash_scale,
        tax=trades["tax"] / cash_scale,
        reason=[
            "" if still_open else REASON_TEXT[FillReason(reason)]
            for reason, still_open in zip(trades["reason"].tolist(), is_open.tolist(), strict=True)
        ],
        is_open=np.asarray(is_open),
        bars_held=trades["exit_row"] - trades["entry_row"],
    )
