"""Instruments from a Parquet or CSV file."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from runtime.domain.instruments import Instrument
from runtime.market_data.data_file import file_errors
from runtime.market_data.errors import DataError
from runtime.market_data.instruments.rows import Cells, read_rows
from runtime.market_data.instruments.values import parse_cell

_SHOWN_CHARACTERS = 40  # of a bad cell


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """How many rows were kept out for one reason, and the first of them."""

    reason: str
    count: int
    first: str  # its line in the file, from 1 (in Parquet the row), and the bad cell


@dataclass(frozen=True, slots=True)
class LoadedInstruments:
    """What a file says, a record for each code in the order of their last rows."""

    instruments: tuple[Instrument, ...]
    fields: tuple[str, ...]  # of `Instrument`, those that the file has a column for
    rejected: tuple[RejectedRows, ...]
    notes: tuple[str, ...]


def read_instruments(path: Path, mapping: Mapping[str, str] | None = None) -> LoadedInstruments:
    """Read a file of instruments, judge every row, and keep the good ones.

    Of several rows of one code the last counts: files that list every name a company has had, or every day
    of it, go from the oldest to the newest.

    Args:
        path: Parquet, or delimited text with a header line; the content decides, not the name.
        mapping: the file's column for a field of `Instrument`.

    Raises:
        DataError: the file cannot be read, or no row is good.
    """
    found: dict[str, Instrument] = {}
    changed: set[str] = set()
    bad: dict[str, list[str]] = defaultdict(list)
    fields: tuple[str, ...] = ()
    with file_errors(path), _csv_errors(path):
        for line, cells in read_rows(path, mapping):
            fields = fields or tuple(cells or ())
            instrument = _instrument(cells)
            if isinstance(instrument, _BadCell):
                bad[instrument.reason].append(f"line {line}{instrument.shown}")
                continue
            if found.pop(instrument.code, instrument) != instrument:
                changed.add(instrument.code)
            found[instrument.code] = instrument
    rejected = tuple(RejectedRows(reason, len(rows), rows[0]) for reason, rows in bad.items())
    if not found:
        first = f": {rejected[0].reason}; first {rejected[0].first}" if rejected else ""
        raise DataError(f"the file has no good row{first}", "a row is a code and what is known of it")
    codes = f"{len(changed):,} code{'' if len(changed) == 1 else 's'}"
    notes = (f"{codes} in rows that differ: the last one counts",) if changed else ()
    return LoadedInstruments(tuple(found.values()), fields, rejected, notes)


@contextmanager
def _csv_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except csv.Error as error:
        raise DataError(f"'{path}' cannot be read: {error}", "is it complete and not damaged?") from None


class _BadCell(NamedTuple):
    reason: str
    shown: str


def _instrument(cells: Cells | None) -> Instrument | _BadCell:
    if cells is None:
        return _BadCell("wrong number of fields", "")
    values = {}
    for role, cell in cells.items():
        try:
            values[role] = parse_cell(role, cell)
        except ValueError as error:
            return _BadCell(str(error), f": {role} {str(cell)[:_SHOWN_CHARACTERS]!r}")
    return Instrument(**values)
