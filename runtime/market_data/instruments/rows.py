"""The rows of a file of instruments, Parquet or text."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from runtime.market_data.column_names import find_columns
from runtime.market_data.data_file import is_parquet
from runtime.market_data.instruments.columns import ALIASES, REQUIRED_ROLES
from runtime.market_data.text_file import read_head

Cells = dict[str, Any]  # by role: text, None, or what Parquet holds


def read_rows(path: Path, mapping: Mapping[str, str] | None) -> Iterator[tuple[int, Cells | None]]:
    """Yield each row with its line in the file, from 1 (in Parquet the row); None for a line that is no row.

    Raises:
        DataError: neither Parquet nor text, or a column that is not there.
        pyarrow.ArrowException, csv.Error, OSError, UnicodeDecodeError: a damaged file.
    """
    return _rows_of_parquet(path, mapping) if is_parquet(path) else _rows_of_text(path, mapping)


def _rows_of_text(path: Path, mapping: Mapping[str, str] | None) -> Iterator[tuple[int, Cells | None]]:
    head = read_head(path)
    columns = find_columns(head.names, ALIASES, mapping, required=REQUIRED_ROLES)
    place = {role: head.names.index(name) for role, name in columns.items()}
    with path.open(encoding=head.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=head.delimiter)
        next(reader)
        for fields in reader:
            if len(fields) == len(head.names):
                yield reader.line_num, {role: fields[index] for role, index in place.items()}
            elif fields:  # else an empty line
                yield reader.line_num, None


def _rows_of_parquet(path: Path, mapping: Mapping[str, str] | None) -> Iterator[tuple[int, Cells | None]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        columns = find_columns(file.schema_arrow.names, ALIASES, mapping, required=REQUIRED_ROLES)
        table = file.read(columns=list(columns.values()))
    cells = (table.column(name).to_pylist() for name in columns.values())
    for row, values in enumerate(zip(*cells, strict=True), start=1):
        yield row, dict(zip(columns, values, strict=True))
