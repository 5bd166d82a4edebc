"""Bits of rules against numbers written out by hand, and there and back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from runtime.domain.rule_bits import pack_bits, unpack_bits, word_starts


def test_words_of_symbols_of_unequal_length() -> None:
    assert word_starts(np.array([0, 64, 64, 65, 195])).tolist() == [0, 1, 1, 2, 5]


def test_bit_of_each_row() -> None:
    true = np.zeros((2, 70), np.bool_)
    true[0, [0, 63, 64]] = True
    true[1, 69] = True
    packed = pack_bits(true, np.array([0, 66, 70]))
    assert packed.tolist() == [[1 | 1 << 63, 1, 0], [0, 0, 1 << 3]]


@given(
    lengths=st.lists(st.integers(0, 200), min_size=1, max_size=5),
    rules=st.integers(1, 3),
    seed=st.integers(0, 1000),
)
def test_unpacked_is_what_was_packed(lengths: list[int], rules: int, seed: int) -> None:
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    true = np.random.default_rng(seed).random((rules, int(starts[-1]))) < 0.5
    np.testing.assert_array_equal(unpack_bits(pack_bits(true, starts), starts), true)
