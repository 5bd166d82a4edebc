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

    Slices count the symbols asked for in their order (all in that of the data, if None); the first that holds
    a symbol has it. Without sources every symbol asked for is of account 0.
    """
    places = {symbol: place for place, symbol in enumerate(symbols if asked is None else asked)}
    place = np.array([places.get(symbol, -1) for symbol in symbols], np.int64)
    if not artifact.sources:
        return np.where(place >= 0, 0, NOT_TRADED).astype(np.int32)
    account = np.full(len(symbols), NOT_TRADED, np.int32)
    for index, source in reversed(list(enumerate(artifact.sources))):
        account[(place >= source.first) & (place <= source.last)] = index
    return account
