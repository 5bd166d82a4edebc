import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from runtime.engine.tiles import cut_tiles, map_tiles


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30), st.integers(1, 120))
def test_tiles_follow_each_other_and_hold_whole_symbols(lengths: list[int], rows: int) -> None:
    starts = np.cumsum([0, *lengths])
    tiles = cut_tiles(starts, rows)
    assert [symbol for first, last in tiles for symbol in range(first, last)] == list(range(len(lengths)))
    for first, last in tiles:
        assert first < last
        assert starts[last - 1] - starts[first] < rows  # without the last symbol it is below the width


def test_answers_stand_in_the_order_of_the_tiles() -> None:
    tiles = [(k, k + 1) for k in range(40)]
    assert map_tiles(lambda first, last: (first, last), tiles, threads=4) == tiles


def test_threads_work_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=30)
    map_tiles(lambda first, last: both.wait(), [(0, 1), (1, 2)], threads=2)


def test_a_single_tile_starts_no_thread() -> None:
    at_work = map_tiles(lambda first, last: threading.current_thread(), [(0, 9)], threads=4)
    assert at_work == [threading.current_thread()]
