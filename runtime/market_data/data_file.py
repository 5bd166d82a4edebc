"""A file that a user names: what it is, and what can be wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.market_data.errors import DataError

_MAGIC = b"PAR1"
_PARQUET_SUFFIXES = frozenset((".parquet", ".pq"))


def is_parquet(path: Path) -> bool:
    """Tell a Parquet file from text, by its content.

    Raises:
        DataError: the file is empty, or only its name says Parquet.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        magic = file.read(len(_MAGIC))
    if not magic:
        raise DataError(f"'{path}' is empty", "name a file with rows")
    if magic != _MAGIC and path.suffix.lower() in _PARQUET_SUFFIXES:
        raise DataError(f"'{path}' is not a Parquet file", "give a CSV file the name .csv")
    return magic == _MAGIC


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn failures to read a file into one message.

    Raises:
        DataError: says what is wrong.
    """
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError:
        raise DataError(f"there is no file '{path}'", "check the path") from None
    except IsADirectoryError:
        raise DataError(f"'{path}' is a folder", "name one file in it") from None
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).partition("\n")[0]
        raise DataError(f"'{path}' cannot be read: {reason}", "is it complete and not damaged?") from None
