"""Where long columns lie: in memory, or in a file that the system keeps in memory as far as there is room."""

import mmap
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LEAST_BYTES = 1 << 16  # a shorter column is not worth a file


@dataclass(frozen=True, slots=True)
class ColumnSpace:
    """Room for columns: memory, or files without a name in a folder, gone with the last view of them.

    What is derived row by row from columns belongs where they are.
    """

    folder: Path | None = None

    def empty(self, rows: int, dtype: Any) -> NDArray[Any]:
        """Return a column to be written before it is read.

        Raises:
            OSError: the folder cannot be written to, or its disk is full.
        """
        size = rows * np.dtype(dtype).itemsize
        if self.folder is None or size < _LEAST_BYTES:
            return np.empty(rows, dtype)
        with tempfile.TemporaryFile(dir=self.folder) as file:
            file.truncate(size)
            return np.frombuffer(mmap.mmap(file.fileno(), size), dtype)


IN_MEMORY = ColumnSpace()
