"""Bars from a Parquet or CSV file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from runtime.market_data.column_map import BARS
from runtime.market_data.loaded_bars import LoadedBars, bars_of_rows
from runtime.market_data.row_file import read_rows


def read_bars(
    path: Path | str,
    *,
    mapping: Mapping[str, str] | None = None,
    symbols: Sequence[str] | None = None,
    timeframe_ns: int | None = None,
    start_ns: int | None = None,
    end_ns: int | None = None,
) -> LoadedBars:
    """Read a file of bars, judge every row, and keep the good ones.

    Args:
        path: Parquet, or delimited text with a header line; the content decides, not the name.
        mapping: the file's column for a role (`close`: `adj_close`); see `column_map` for what needs none.
        symbols: read only these; all of them if None. The order stays that of the file.
        timeframe_ns: the span of a bar; inferred from the times if None.
        start_ns: only bars that open at or after this time, nanoseconds UTC.
        end_ns: only bars that open before this time.

    Raises:
        DataError: the file cannot be read, or nothing good is left of what was asked for.
    """
    rows = read_rows(Path(path), mapping, symbols, BARS)
    return bars_of_rows(rows, timeframe_ns=timeframe_ns, start_ns=start_ns, end_ns=end_ns)
