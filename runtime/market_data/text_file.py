"""Delimited text: UTF-8 or CP949, with commas, semicolons or tabs, the first line its header."""

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path

from runtime.market_data.errors import DataError

SNIFFED_BYTES = 65_536
_DELIMITERS = ",;\t"
_FOREIGN = {
    b"PK\x03\x04": ("an Excel workbook or a zip archive", "save it as CSV"),
    b"\x1f\x8b": ("compressed with gzip", "decompress it first"),
}


@dataclass(frozen=True, slots=True)
class TextHead:
    """What the beginning of a file tells: `names` are those of its columns."""

    encoding: str
    delimiter: str
    names: list[str]
    has_rows: bool


def read_head(path: Path) -> TextHead:
    """Look into a file.

    Raises:
        DataError: no text, or no header.
        OSError: it cannot be read.
    """
    encoding, text = _decode(path)
    header, newline, _ = text.partition("\n")
    if not header.strip():
        raise DataError("the first line is empty", "the first line names the columns")
    header = header.rstrip("\r")
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    return TextHead(encoding, delimiter, names, bool(newline))


def _decode(path: Path) -> tuple[str, str]:
    """Return the file's encoding and its beginning."""
    with path.open("rb") as file:
        head = file.read(SNIFFED_BYTES)
    for magic, (what, hint) in _FOREIGN.items():
        if head.startswith(magic):
            raise DataError(f"'{path}' is {what}", hint)
    if b"\0" in head:
        raise DataError(f"'{path}' is neither Parquet nor text", "data is read from .parquet and .csv files")
    for encoding in ("utf-8-sig", "cp949"):
        try:
            # Not final: the last character of the sample may be cut in two.
            return encoding, codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
    raise DataError(f"'{path}' is neither Parquet nor text in UTF-8 or CP949", "save it as CSV in UTF-8")
