"""Flags of 64 bars into the bits of a word."""

import numpy as np
from numpy.typing import NDArray

from stdlib.jit import wrapping_kernel

# Flag i of eight, at bit 8 i, is wanted at bit 56 + i: the factor has a bit at 56 - 7 i for each of them, and
# no two products of a flag and a bit fall on the same place, so that nothing is carried.
_GATHER = np.uint64(0x0102040810204080)


@wrapping_kernel
def pack_flags(eights: NDArray[np.uint64]) -> np.uint64:
    """Return the word whose bit b is byte b of `eights`: 64 bytes of 0 or 1, eight to a number."""
    word = np.uint64(0)
    for k in range(8):
        word |= ((eights[k] * _GATHER) >> np.uint64(56)) << np.uint64(8 * k)
    return word
