"""Rows from delimited text: UTF-8 or CP949, with commas, semicolons or tabs, the first line its header."""

import codecs
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from runtime.market_data.column_map import BARS, ColumnMap, Layout, map_columns
from runtime.market_data.errors import DataError
from runtime.market_data.raw_rows import RawRows, rows_of_columns

SNIFFED_BYTES = 65_536
SHOWN_CHARACTERS = 60  # of a malformed line
_DELIMITERS = ",;\t"
_FOREIGN = {
    b"PK\x03\x04": ("an Excel workbook or a zip archive", "save it as CSV"),
    b"\x1f\x8b": ("compressed with gzip", "decompress it first"),
}


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

    encoding, header, has_rows = _sniff(path)
    if not header.strip():
        raise DataError("the first line is empty", "the first line names the columns")
    if not has_rows:
        raise DataError("the file has a first line and no rows", layout.described)
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    columns = map_columns(names, mapping, layout)
    try:
        table, malformed = _read_table(path, columns, names, delimiter, encoding, lenient=False)
    except pa.ArrowInvalid:  # a cell that is no number: read all as text and judge cell by cell
        table, malformed = _read_table(path, columns, names, delimiter, encoding, lenient=True)
    by_name = dict(zip(table.column_names, table.columns, strict=True))
    del table
    return rows_of_columns(by_name, columns, path.stem, malformed, symbols, layout)


def _sniff(path: Path) -> tuple[str, str, bool]:
    """Return the file's encoding, its first line, and whether there is another."""
    with path.open("rb") as file:
        head = file.read(SNIFFED_BYTES)
    for magic, (what, hint) in _FOREIGN.items():
        if head.startswith(magic):
            raise DataError(f"'{path}' is {what}", hint)
    if b"\0" in head:
        raise DataError(f"'{path}' is neither Parquet nor text", "rows are read from .parquet and .csv files")
    for encoding in ("utf-8-sig", "cp949"):
        try:
            # Not final: the last character of the sample may be cut in two.
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        header, newline, _ = text.partition("\n")
        return encoding.removesuffix("-sig"), header.rstrip("\r"), bool(newline)
    raise DataError(f"'{path}' is neither Parquet nor text in UTF-8 or CP949", "save it as CSV in UTF-8")


def _read_table(
    path: Path, columns: ColumnMap, names: list[str], delimiter: str, encoding: str, *, lenient: bool
) -> tuple[Any, list[str]]:
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
        read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, encoding=encoding),
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter, invalid_row_handler=skip),
        convert_options=arrow_csv.ConvertOptions(
            column_types=types | text_columns,
            include_columns=list(dict.fromkeys((columns.timestamp, *text_columns, *numbers))),
        ),
    )
    return table, sorted(malformed)  # threads meet them in any order
