"""The trades of a run as a Parquet file."""

from pathlib import Path

from runtime.backtest.report.trade_table import build_trade_table
from runtime.backtest.report.whole_file import whole_file
from runtime.domain.bars import Bars
from runtime.domain.grid import Grid
from runtime.domain.outcome import Outcome


def write_trades(path: Path, outcome: Outcome, bars: Bars, grid: Grid) -> None:
    """Write one row a trade: times in nanoseconds UTC, prices and money as floats in currency.

    Raises:
        ReportError: the file cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    trades = build_trade_table(outcome, bars, grid)
    time = pa.timestamp("ns", tz="UTC")
    table = pa.table(
        {
            "account": pa.array(trades.account, pa.string()),
            "symbol": pa.array(trades.symbol, pa.string()),
            "side": pa.array(trades.side, pa.string()),
            "entry_time": pa.array(trades.entry_ts, time),
            "exit_time": pa.array(trades.exit_ts, time),
            "entry_price": trades.entry_price,
            "exit_price": trades.exit_price,
            "quantity": trades.quantity,
            "profit": trades.profit,
            "return": trades.returns,
            "commission": trades.commission,
            "tax": trades.tax,
            "reason": pa.array(trades.reason, pa.string()),
            "is_open": trades.is_open,
            "bars_held": trades.bars_held,
        }
    )
    with whole_file(path) as file:
        pq.write_table(table, file)
