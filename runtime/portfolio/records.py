"""State as record arrays: a snapshot of the account stage is the bytes of these."""

from typing import Any, TypeAlias

import numpy as np

Record: TypeAlias = np.record  # a view: writing a field writes into the array
Records: TypeAlias = np.recarray[Any, np.dtype[np.record]]


def records(count: int, dtype: np.dtype[np.void]) -> Records:
    """Return `count` records of zeros."""
    return np.zeros(count, dtype).view(np.recarray)


def unset_records(count: int, dtype: np.dtype[np.void]) -> Records:
    """Return `count` records to be written before they are read."""
    return np.empty(count, dtype).view(np.recarray)


def joined(parts: list[Records]) -> Records:
    """Return the records of all parts, one after the other."""
    whole = unset_records(sum(map(len, parts)), parts[0].dtype)
    np.concatenate(parts, out=whole)
    return whole
