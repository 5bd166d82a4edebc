"""Bars as a file, Parquet or CSV, in the project's own columns."""

from pathlib import Path
from typing import Any

import numpy as np

from runtime.backtest.report.whole_file import whole_file
from runtime.domain.bars import Bars, Float64s
from runtime.domain.errors import RunError

_SUFFIXES = frozenset((".parquet", ".csv"))
_MILLISECOND_NS = 1_000_000


def require_format(path: Path) -> None:
    """Refuse a name that says neither Parquet nor CSV.

    Raises:
        RunError: says so.
    """
    if path.suffix.lower() not in _SUFFIXES:
        raise RunError(f"'{path}' is neither .parquet nor .csv", "the ending of the name chooses the format")


def write_bars(path: Path, bars: Bars, amount: Float64s | None = None) -> None:
    """Write bars, and their traded values where these are known, seen whole or not at all.

    Times are UTC milliseconds, a halt has only a close.

    Raises:
        RunError: the file cannot be written.
    """
    table = _table(bars, amount)
    with whole_file(path) as file:
        if path.suffix.lower() == ".csv":
            import pyarrow.csv as csv

            csv.write_csv(table, file, csv.WriteOptions(quoting_style="needed"))
        else:
            import pyarrow.parquet as pq

            pq.write_table(table, file)


def _table(bars: Bars, amount: Float64s | None) -> Any:
    import pyarrow as pa

    symbol = np.repeat(np.arange(len(bars.symbols), dtype=np.int32), np.diff(bars.starts))
    names = pa.array(bars.symbols, pa.string())
    columns = {
        "timestamp": bars.ts_open // _MILLISECOND_NS,
        "symbol": pa.DictionaryArray.from_arrays(pa.array(symbol), names),
        **{name: getattr(bars, name) for name in ("open", "high", "low", "close", "volume")},
    }
    optional = {"bid": bars.bid, "ask": bars.ask, "amount": amount}
    return pa.table(columns | {name: values for name, values in optional.items() if values is not None})
