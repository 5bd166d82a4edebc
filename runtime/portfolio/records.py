"""State as record arrays: a snapshot of the account stage is the bytes of these."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Record: TypeAlias = np.record  # a view: writing a field writes into the array
Records: TypeAlias = np.recarray[Any, np.dtype[np.record]]


def records(count: int, dtype: np.dtype[np.void]) -> Records:
    """Return `count` records of zeros."""
    return np.zeros(count, dtype).view(np.recarray)


def unset_records(count: int, dtype: np.dtype[np.void]) -> Records:
    """Return `count` records to be written before they are read."""
    return np.empty(count, dtype).view(np.recarray)


def copy_records(source: NDArray[Any], target: NDArray[Any]) -> None:
    """Copy records into a target of their type, as bytes: numpy would go through them field by field."""
    target.view(np.uint8)[:] = source.view(np.uint8)


def joined(parts: list[Records]) -> Records:
    """Return the records of all parts, one after the other; a part alone as it is."""
    if len(parts) == 1:
        return parts[0]
    whole = unset_records(sum(map(len, parts)), parts[0].dtype)
    end = 0
    for part in parts:
        begin, end = end, end + len(part)
        copy_records(part, whole[begin:end])
    return whole
