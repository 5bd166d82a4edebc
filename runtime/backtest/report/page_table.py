"""The long tables of the report, as data that its script sorts, filters and shows in parts."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from runtime.backtest.metrics.per_symbol import Row
from runtime.backtest.report.chart_data import compact
from runtime.backtest.report.trade_table import TradeTable
from runtime.domain.bars import DAY_NS, NANOSECONDS_PER_SECOND, Float64s, Int64s

MAX_TRADES = 5_000
_PRICE_DECIMALS = 8
_RATIO_DECIMALS = 6


def trade_rows(
    trades: TradeTable, timeframe_ns: int, utc_offset_s: int, money_decimals: int
) -> dict[str, Any]:
    """Return the trades that ended last, at most `MAX_TRADES`, the newest first."""
    newest = np.argsort(-trades.exit_ts, kind="stable")[:MAX_TRADES]
    time = "time" if timeframe_ns < DAY_NS else "date"

    def text(values: list[str]) -> list[str]:
        return [values[i] for i in newest]

    def number(values: Float64s, decimals: int) -> list[float] | list[int]:
        return compact(values[newest], decimals)

    def seconds(ts: Int64s) -> list[int]:
        moved: list[int] = (ts[newest] // NANOSECONDS_PER_SECOND + utc_offset_s).tolist()
        return moved

    exits = ["open" if trades.is_open[i] else trades.reason[i] for i in newest]
    columns = [
        ("Symbol", "text", text(trades.symbol)),
        ("Side", "text", text(trades.side)),
        ("Entry", time, seconds(trades.entry_ts)),
        ("Exit", time, seconds(trades.exit_ts)),
        ("Return", "gain", number(trades.returns, _RATIO_DECIMALS)),
        ("Profit", "money", number(trades.profit, money_decimals)),
        ("Quantity", "number", number(trades.quantity, _PRICE_DECIMALS)),
        ("Entry price", "number", number(trades.entry_price, _PRICE_DECIMALS)),
        ("Exit price", "number", number(trades.exit_price, _PRICE_DECIMALS)),
        ("Costs", "cost", number(trades.commission + trades.tax, money_decimals)),
        ("Bars", "number", trades.bars_held[newest].tolist()),
        ("Ended by", "text", exits),
    ]
    return {"total": len(trades.symbol), **_table(columns)}


def symbol_rows(per_symbol: Sequence[Row]) -> dict[str, Any]:
    """Return the table of accounts, the best first."""
    ranked = sorted(per_symbol, key=lambda row: -float(row["total_return"]))
    kinds = {
        "Symbol": ("symbol", "text"),
        "Return": ("total_return", "gain"),
        "Max drawdown": ("max_drawdown", "percent"),
        "Trades": ("trades", "number"),
        "Win rate": ("win_rate", "percent"),
        "Profit factor": ("profit_factor", "ratio"),
        "Commission": ("commission", "cost"),
        "Tax": ("tax", "cost"),
        "Final equity": ("equity_final", "cost"),
    }
    columns = [(label, kind, [_known(row[key]) for row in ranked]) for label, (key, kind) in kinds.items()]
    return {"total": len(ranked), **_table(columns)}


def _table(columns: Sequence[tuple[str, str, Sequence[Any]]]) -> dict[str, Any]:
    return {
        "columns": [{"label": label, "kind": kind} for label, kind, _ in columns],
        "rows": list(zip(*(values for _, _, values in columns), strict=True)),
    }


def _known(value: str | int | float) -> str | int | float | None:
    return None if isinstance(value, float) and not np.isfinite(value) else value
