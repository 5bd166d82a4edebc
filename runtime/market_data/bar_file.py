"""Bars from a Parquet or CSV file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from runtime.market_data.csv_file import read_csv
from runtime.market_data.errors import DataError
from runtime.market_data.loaded_bars import LoadedBars, bars_of_rows
from runtime.market_data.parquet_file import MAGIC, read_parquet
from runtime.market_data.raw_rows import RawRows

_PARQUET_SUFFIXES = frozenset((".parquet", ".pq"))


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
    rows = _read_rows(Path(path), mapping, symbols)
    return bars_of_rows(rows, timeframe_ns=timeframe_ns, start_ns=start_ns, end_ns=end_ns)


def _read_rows(path: Path, mapping: Mapping[str, str] | None, symbols: Sequence[str] | None) -> RawRows:
    import pyarrow as pa

    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
        if not magic:
            raise DataError(f"'{path}' is empty", "name a file of bars")
        if magic == MAGIC:
            return read_parquet(path, mapping, symbols)
        if path.suffix.lower() in _PARQUET_SUFFIXES:
            raise DataError(f"'{path}' is not a Parquet file", "give a CSV file the name .csv")
        return read_csv(path, mapping, symbols)
    except FileNotFoundError:
        raise DataError(f"there is no file '{path}'", "check the path given to --data") from None
    except IsADirectoryError:
        raise DataError(f"'{path}' is a folder", "name one file in it") from None
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise DataError(f"'{path}' cannot be read: {reason}", "is it complete and not damaged?") from None
