"""Rows from delimited text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from runtime.market_data.column_map import BARS, ColumnMap, Layout, map_columns
from runtime.market_data.errors import DataError
from runtime.market_data.raw_rows import RawRows, rows_of_table
from runtime.market_data.text_file import TextHead, read_head

SHOWN_CHARACTERS = 60  # of a malformed line


def read_csv(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    symbols: Sequence[str] | None = None,
    layout: Layout = BARS,
) -> RawRows:
    """Read the rows of the wanted symbols, of all where `symbols` is None.

    Raises:
        DataError: no text, no header, a column or a symbol that is not there, or no rows.
        pyarrow.ArrowException, OSError: text that is no table.
    """
    import pyarrow as pa

    head = read_head(path)
    if not head.has_rows:
        raise DataError("the file has a first line and no rows", layout.described)
    columns = map_columns(head.names, mapping, layout)
    try:
        table, malformed = _read_table(path, columns, head, lenient=False)
    except pa.ArrowInvalid:  # a cell that is no number: read all as text and judge cell by cell
        table, malformed = _read_table(path, columns, head, lenient=True)
    return rows_of_table(table, columns, path.stem, malformed, symbols, layout)


def _read_table(path: Path, columns: ColumnMap, head: TextHead, *, lenient: bool) -> tuple[Any, list[str]]:
    """Return the table of the mapped columns, and the lines whose number of fields is not the header's."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    malformed: list[str] = []

    def skip(row: Any) -> str:
        text = row.text[:SHOWN_CHARACTERS]
        malformed.append(f"{row.actual_columns} fields, not {row.expected_columns}: {text}")
        return "skip"

    code = pa.dictionary(pa.int32(), pa.string())  # 005930 stays text
    text_columns = {columns.symbol: code} if columns.symbol is not None else {}
    numbers = columns.numbers.values()
    if lenient:
        types = dict.fromkeys((columns.timestamp, *numbers), pa.string())
    else:
        types = dict.fromkeys(numbers, pa.float64())
    table = arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(
            column_names=head.names, skip_rows=1, encoding=head.encoding.removesuffix("-sig")
        ),
        parse_options=arrow_csv.ParseOptions(delimiter=head.delimiter, invalid_row_handler=skip),
        convert_options=arrow_csv.ConvertOptions(
            column_types=types | text_columns,
            include_columns=list(dict.fromkeys((columns.timestamp, *text_columns, *numbers))),
        ),
    )
    return table, sorted(malformed)  # threads meet them in any order
