"""Truth of rules a row, packed into the words that `Signals` holds, and back."""

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bools, Int64s

_WORD = 64


def word_starts(starts: Int64s) -> Int64s:
    """Return where each symbol's words begin, and where the last one's end: each has its own."""
    words = (np.diff(starts) + _WORD - 1) // _WORD
    return np.concatenate(([0], np.cumsum(words))).astype(np.int64)


def pack_bits(true: Bools, starts: Int64s) -> NDArray[np.uint64]:
    """Return (rules, words) of what is true a row, (rules, rows)."""
    firsts = word_starts(starts)
    places = _places(starts, firsts)
    spread = np.zeros((len(true), int(firsts[-1]) * _WORD), np.uint8)
    spread[:, places] = true
    packed = np.packbits(spread, axis=1, bitorder="little")
    return packed.view(np.uint64)


def unpack_bits(bits: NDArray[np.uint64], starts: Int64s) -> Bools:
    """Return what is true a row, (rules, rows), of words of which the first belong to these symbols."""
    firsts = word_starts(starts)
    used = np.ascontiguousarray(bits[:, : int(firsts[-1])])
    spread = np.unpackbits(used.view(np.uint8), axis=1, bitorder="little")
    true: Bools = spread[:, _places(starts, firsts)].view(np.bool_)
    return true


def _places(starts: Int64s, firsts: Int64s) -> Int64s:
    """Return the bit of each row."""
    places: Int64s = np.repeat(firsts[:-1] * _WORD - starts[:-1], np.diff(starts)) + np.arange(starts[-1])
    return places
