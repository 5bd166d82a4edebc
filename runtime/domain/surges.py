"""Surges that a strategy has detected."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Int64s

Float32s = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Surges:
    """Columns of `n` rows: row `i` is of `symbols[symbol[i]]`, detected for `accounts[account[i]]`."""

    symbols: tuple[str, ...]
    accounts: tuple[str, ...]
    symbol: NDArray[np.int32]
    account: NDArray[np.int32]
    ts: Int64s  # when it was detected, nanoseconds UTC
    percent: Float32s  # how far the price had risen, in percent; NaN where the rule does not ask
    volume_ratio: Float32s  # volume over its average; NaN likewise
    latency_ms: NDArray[np.uint32]  # it cannot have been there for longer: the time since the look before
