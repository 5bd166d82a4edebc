"""Flags to bits, against numpy's own packing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stdlib.kernels.bits import pack_flags


@given(st.lists(st.booleans(), min_size=64, max_size=64))
def test_bit_b_is_flag_b(flags: list[bool]) -> None:
    packed = np.packbits(np.asarray(flags), bitorder="little").view(np.uint64)[0]
    assert pack_flags(np.asarray(flags, np.uint8).view(np.uint64)) == packed
