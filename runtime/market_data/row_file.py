"""The rows of a Parquet or CSV file, whichever it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from runtime.market_data.column_map import Layout
from runtime.market_data.csv_file import read_csv
from runtime.market_data.errors import DataError
from runtime.market_data.parquet_file import MAGIC, read_parquet
from runtime.market_data.raw_rows import RawRows

_PARQUET_SUFFIXES = frozenset((".parquet", ".pq"))


def read_rows(
    path: Path, mapping: Mapping[str, str] | None, symbols: Sequence[str] | None, layout: Layout
) -> RawRows:
    """Read the rows of the wanted symbols, of all where `symbols` is None; the content decides, not the name.

    Raises:
        DataError: the file cannot be read, or lacks what was asked for.
    """
    import pyarrow as pa

    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
        if not magic:
            raise DataError(f"'{path}' is empty", layout.described)
        if magic == MAGIC:
            return read_parquet(path, mapping, symbols, layout)
        if path.suffix.lower() in _PARQUET_SUFFIXES:
            raise DataError(f"'{path}' is not a Parquet file", "give a CSV file the name .csv")
        return read_csv(path, mapping, symbols, layout)
    except FileNotFoundError:
        raise DataError(f"there is no file '{path}'", "check the path") from None
    except IsADirectoryError:
        raise DataError(f"'{path}' is a folder", "name one file in it") from None
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise DataError(f"'{path}' cannot be read: {reason}", "is it complete and not damaged?") from None
