"""The rows of a Parquet or CSV file, whichever it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from runtime.market_data.column_map import Layout
from runtime.market_data.csv_file import read_csv
from runtime.market_data.data_file import file_errors, is_parquet
from runtime.market_data.parquet_file import read_parquet
from runtime.market_data.raw_rows import RawRows


def read_rows(
    path: Path, mapping: Mapping[str, str] | None, symbols: Sequence[str] | None, layout: Layout
) -> RawRows:
    """Read the rows of the wanted symbols, of all where `symbols` is None; the content decides, not the name.

    Raises:
        DataError: the file cannot be read, or lacks what was asked for.
    """
    with file_errors(path):
        read = read_parquet if is_parquet(path) else read_csv
        return read(path, mapping, symbols, layout)
