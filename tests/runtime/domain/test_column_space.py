"""Columns in memory and in files."""

from pathlib import Path

import numpy as np
import pytest

from runtime.domain.column_space import IN_MEMORY, ColumnSpace

LONG, SHORT = 100_000, 10


def anonymous_kb() -> int:
    """Return the memory of this process that no file is behind."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("RssAnon:")[2].split()[0])


@pytest.mark.parametrize("dtype", [np.float64, np.int32, np.bool_])
def test_a_column_in_a_file_is_an_array_like_any_other(tmp_path: Path, dtype: type) -> None:
    column = ColumnSpace(tmp_path).empty(LONG, dtype)
    column[:] = np.arange(LONG) % 2
    assert column.dtype == dtype
    assert column.flags.c_contiguous
    assert column.flags.aligned
    assert column[1::2].all()
    assert not column[::2].any()


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    column = ColumnSpace(tmp_path).empty(LONG, np.float64)
    column[:] = 1.5
    assert list(tmp_path.iterdir()) == []
    assert column.sum() == 1.5 * LONG


def test_only_what_lies_in_memory_takes_memory(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc, to see what memory a process has")
    rows = 8_000_000  # 64 MB: more than an allocator keeps for itself
    before = anonymous_kb()
    ColumnSpace(tmp_path).empty(rows, np.float64)[:] = 1.0
    in_file = ColumnSpace(tmp_path).empty(rows, np.float64)
    in_file[:] = 1.0
    assert anonymous_kb() - before < 16_000
    in_memory = IN_MEMORY.empty(rows, np.float64)
    in_memory[:] = 1.0
    assert anonymous_kb() - before > 48_000


def test_a_short_column_needs_no_file(tmp_path: Path) -> None:
    assert ColumnSpace(tmp_path / "missing").empty(SHORT, np.float64).shape == (SHORT,)
    with pytest.raises(OSError, match="missing"):
        ColumnSpace(tmp_path / "missing").empty(LONG, np.float64)
