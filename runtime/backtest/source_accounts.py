"""Which account trades which symbol of the data."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact

NOT_TRADED = -1


def source_accounts(
    artifact: Artifact, symbols: Sequence[str], asked: Sequence[str] | None
) -> NDArray[np.int32]:
    """Return for each symbol the index of its source, `NOT_TRADED` where it has none.

    Slices count the symbols asked for (all, if None), in the order of the data; the first that holds a symbol
    has it. Without sources every symbol asked for is of account 0.
    """
    names = frozenset(symbols if asked is None else asked)
    wanted = np.array([symbol in names for symbol in symbols], np.bool_)
    if not artifact.sources:
        return np.where(wanted, 0, NOT_TRADED).astype(np.int32)
    place = np.cumsum(wanted) - 1
    account = np.full(len(symbols), NOT_TRADED, np.int32)
    for index, source in reversed(list(enumerate(artifact.sources))):
        account[wanted & (place >= source.first) & (place <= source.last)] = index
    return account
