"""The rows of a file as numpy columns, in the file's order, not yet judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Float64s, Int64s
from runtime.market_data.arrow_arrays import contiguous, distinct_texts, plain, values_of
from runtime.market_data.column_map import ColumnMap, Layout
from runtime.market_data.errors import DataError
from runtime.market_data.suggestion import suggest
from runtime.market_data.timestamps import times_of


@dataclass(frozen=True, slots=True)
class RawRows:
    """Row `i` is of `symbols[symbol[i]]`; what is missing is NaN, `NO_TIME` or the symbol ""."""

    symbols: tuple[str, ...]
    symbol: NDArray[np.int32]
    ts_open: Int64s  # nanoseconds UTC or NO_TIME
    numbers: dict[str, Float64s]  # by role, see `column_map.Layout`
    malformed: tuple[str, ...] = ()  # lines that are no rows
    notes: tuple[str, ...] = ()


def rows_of_table(
    table: Any,
    columns: ColumnMap,
    stem: str,
    malformed: Sequence[str],
    wanted: Sequence[str] | None,
    layout: Layout,
) -> RawRows:
    """Take the mapped columns out of an Arrow table; `stem` is the symbol of a table without that column.

    Raises:
        DataError: no rows, a wanted symbol that is not there, a column of a type that cannot be read.
    """
    if not table.num_rows:
        why = f": {malformed[0]}" if malformed else ""
        raise DataError(f"the file has no rows{why}", layout.described)
    notes = []
    names, codes = [stem], np.zeros(table.num_rows, np.int32)
    if columns.symbol is not None:
        encoded = contiguous(table.column(columns.symbol))
        names, codes = distinct_texts(encoded)
        if _holds_numbers(encoded.type):
            notes.append(f"column '{columns.symbol}' holds numbers: codes have lost their leading zeros")
    rows: slice | NDArray[np.intp] = slice(None)
    if wanted is not None:
        index = {name: code for code, name in enumerate(names)}
        chosen = np.zeros(len(names), np.bool_)
        chosen[[index[name] for name in require_symbols(wanted, names)]] = True
        if not chosen.all():
            rows = np.flatnonzero(chosen[codes])
    times = times_of(plain(table.column(columns.timestamp)), columns.timestamp)
    if times.assumes_utc:
        notes.append("times carry no time zone and are taken as UTC")
    numbers = {role: _floats(table.column(name), name) for role, name in columns.numbers.items()}
    return RawRows(
        tuple(names),
        codes[rows],
        times.ts[rows],
        {role: values[rows] for role, values in numbers.items()},
        tuple(malformed),
        tuple(notes),
    )


def require_symbols(wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the wanted symbols without repetitions.

    Raises:
        DataError: none is wanted, or one is not known.
    """
    if not wanted:
        raise DataError("no symbol was asked for", "name at least one, or leave --symbols out for all")
    present = set(known)
    for name in wanted:
        if name not in present:
            raise DataError(f"no symbol '{name}' in the data", suggest(name, known))
    return list(dict.fromkeys(wanted))


def _holds_numbers(kind: Any) -> bool:
    import pyarrow as pa

    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_integer(value) or pa.types.is_floating(value))


def _floats(column: Any, name: str) -> Float64s:
    """Return the numbers as float64, NaN where there is none or where a text is no number."""
    import pyarrow as pa

    array = plain(column)
    kind = array.type
    if pa.types.is_decimal(kind):
        array = array.cast(pa.float64())
    if pa.types.is_floating(array.type) or pa.types.is_integer(kind):
        return values_of(array, np.float64, missing=np.nan)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        texts, indices = distinct_texts(array)
        return np.array([_parse_number(text) for text in texts], np.float64)[indices]
    if pa.types.is_null(kind):
        return np.full(len(array), np.nan)
    raise DataError(f"column '{name}' holds {kind}, no numbers", "choose another with --columns ROLE=COLUMN")


def _parse_number(text: str) -> float:
    """Read a number that may have thousands separators (1,234.5); NaN for any other text."""
    whole = text.strip().lstrip("+-").partition(".")[0]
    first, *groups = whole.split(",")
    grouped = 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)
    try:
        return float(text.replace(",", "") if groups and grouped else text)
    except ValueError:
        return np.nan
