"""Tiles: the neighbouring symbols that a thread takes at a time.

Symbols share nothing before they meet in an account, so the columns of a universe are cut between them; no
result depends on where, or on how many threads there are.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, TypeVar

import numpy as np

from runtime.domain.bars import Int64s

T = TypeVar("T")
Tile: TypeAlias = tuple[int, int]  # its first symbol, and the one after its last


@dataclass(frozen=True, slots=True)
class Tiling:
    """How many `threads` work, on tiles of about how many `rows`.

    A tile of the default length is worth starting a thread for (some 1 ms of a scan), and short enough that
    none waits long for the others at the end.
    """

    threads: int = 1
    rows: int = 1 << 18


ONE_THREAD = Tiling()


def cut_tiles(starts: Int64s, rows: int) -> list[Tile]:
    """Cut symbols that own rows `starts[s]:starts[s + 1]`: those that start in the same `rows` are a tile."""
    heads = np.flatnonzero(np.diff(starts[:-1] // rows, prepend=-1))
    bounds = [*heads.tolist(), len(starts) - 1]
    return list(pairwise(bounds))


def map_tiles(action: Callable[[int, int], T], tiles: Sequence[Tile], threads: int) -> list[T]:
    """Return what `action(first, last)` gives for each tile, in their order; alone, none starts a thread."""
    threads = min(threads, len(tiles))
    if threads <= 1:
        return [action(*tile) for tile in tiles]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda tile: action(*tile), tiles))
