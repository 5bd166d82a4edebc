"""The same request gives the same bytes, and a symbol does not depend on the others."""

from dataclasses import astuple

import numpy as np
import pytest

from runtime.market_data.generator.bar_rows import bar_rows, surges_of
from runtime.market_data.generator.market import generate_market
from runtime.market_data.generator.quote_stream import quote_rows
from tests.runtime.market_data.generator.made_market import BUSY, DAY, HOUR, KRX, MINUTE, TUESDAY, make


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    first, again, other = make(seed=3), make(seed=3), make(seed=4)
    assert first.files == again.files
    assert all(a != b for a, b in zip(first.files, other.files, strict=True))


# 250,000 rows a block: the last symbols of the few lie in a second block.
@pytest.mark.parametrize(
    ("timeframe", "days", "few", "many"), [(MINUTE, 100, 8, 13), (HOUR, 700, 53, 90), (DAY, 5000, 52, 60)]
)
def test_a_symbol_is_the_same_among_few_and_many(timeframe: int, days: int, few: int, many: int) -> None:
    markets = [
        generate_market(BUSY, symbols=n, timeframe_ns=timeframe, days=days, seed=1, first_day=TUESDAY)
        for n in (few, many)
    ]
    assert markets[0].block_count > 1
    for small, large in zip(markets[0].blocks(), markets[1].blocks(), strict=False):
        names = small.names
        assert names == large.names[: len(names)]
        pairs = (
            (bar_rows(small, markets[0].timetable), bar_rows(large, markets[1].timetable)),
            (quote_rows(small, markets[0]), quote_rows(large, markets[1])),
        )
        for own, other in pairs:
            shared = other.symbol < len(names)
            for a, b in zip(astuple(own), astuple(other), strict=True):
                np.testing.assert_array_equal(a, b[shared])
        found = surges_of(large, markets[1].timetable)
        assert surges_of(small, markets[0].timetable) == [s for s in found if s.symbol in names]


def test_symbols_differ() -> None:
    made = make(KRX, symbols=50, days=1, timeframe_ns=DAY)
    assert len({rows[0].close for rows in made.bars.values()}) > 40
