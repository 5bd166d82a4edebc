"""Rows from a Parquet file: only the columns needed, only the row groups that hold a wanted symbol."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from runtime.market_data.column_map import BARS, Layout, map_columns
from runtime.market_data.raw_rows import RawRows, rows_of_table


def read_parquet(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    symbols: Sequence[str] | None = None,
    layout: Layout = BARS,
) -> RawRows:
    """Read the rows of the wanted symbols, of all where `symbols` is None.

    Raises:
        DataError: a column or a symbol that is not there, or no rows.
        pyarrow.ArrowException, OSError: a damaged file.
    """
    # ParquetFile, not read_table, which loads pyarrow.dataset: some 0.3 s of import.
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        metadata, names = file.metadata, file.schema_arrow.names
    columns = map_columns(names, mapping, layout)
    dictionaries = [columns.symbol] if columns.symbol is not None else []
    with pq.ParquetFile(path, metadata=metadata, read_dictionary=dictionaries) as file:
        groups = list(range(file.num_row_groups))
        if columns.symbol is not None and symbols is not None and len(groups) > 1:
            groups = _groups_with(file, columns.symbol, frozenset(symbols))
        needed = {columns.timestamp, *dictionaries, *columns.numbers.values()}
        table = file.read_row_groups(groups, columns=sorted(needed))
    return rows_of_table(table, columns, path.stem, (), symbols, layout)


def _groups_with(file: Any, column: str, symbols: frozenset[str]) -> list[int]:
    """Return the row groups that hold any of the symbols; all if a symbol is in none, so that a hint can
    name those there are.
    """
    held: list[set[str]] = []
    for group in range(file.num_row_groups):
        chunks = file.read_row_group(group, columns=[column]).column(0).chunks
        held.append({name for chunk in chunks for name in chunk.dictionary.to_pylist()})
    if symbols - set[str]().union(*held):
        return list(range(len(held)))
    return [group for group, names in enumerate(held) if names & symbols]
