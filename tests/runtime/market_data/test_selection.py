from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from runtime.domain.bars import Bars
from runtime.market_data.bar_file import read_bars
from runtime.market_data.errors import DataError
from runtime.market_data.selection import select_span, select_symbols

DAY = 86_400 * 10**9
FIRST = int(np.datetime64("2024-01-02", "ns").astype(np.int64))


@pytest.fixture
def bars(csv_file: Callable[..., Path]) -> Bars:
    """Return A with three bars, B with two later ones in tenths, C with one."""
    return read_bars(
        csv_file(
            "2024-01-02,A,1,1,1,1,0,1,2",
            "2024-01-03,A,2,2,2,2,0,2,3",
            "2024-01-04,A,3,3,3,3,0,3,4",
            "2024-01-03,B,4,4,4,4.0,0,4,5",
            "2024-01-05,B,5.5,5.5,5.5,5.5,0,5,6",
            "2024-01-02,C,6,6,6,6,0,6,7",
            header="timestamp,symbol,open,high,low,close,volume,bid,ask",
        )
    ).bars


@pytest.mark.parametrize(
    ("names", "starts", "closes", "scales"),
    [
        (["A"], [0, 3], [1, 2, 3], [1]),
        (["B", "C"], [0, 2, 3], [4, 5.5, 6], [10, 1]),
        (["C", "A"], [0, 1, 4], [6, 1, 2, 3], [1, 1]),
        (["C", "C"], [0, 1], [6], [1]),
    ],
)
def test_symbols_in_the_order_named(
    bars: Bars, names: list[str], starts: list[int], closes: list[float], scales: list[int]
) -> None:
    chosen = select_symbols(bars, names)
    assert chosen.symbols == tuple(dict.fromkeys(names))
    assert (chosen.starts.tolist(), chosen.close.tolist()) == (starts, closes)
    assert chosen.price_scale.tolist() == scales
    assert chosen.bid is not None
    np.testing.assert_array_equal(chosen.bid, np.floor(chosen.close))


def test_neighbours_are_views(bars: Bars) -> None:
    assert np.shares_memory(select_symbols(bars, ["A", "B"]).close, bars.close)


def test_unknown_symbol(bars: Bars) -> None:
    with pytest.raises(DataError, match="no symbol 'D' in the data"):
        select_symbols(bars, ["A", "D"])


@pytest.mark.parametrize(
    ("start", "end", "symbols", "closes"),
    [
        (None, None, ("A", "B", "C"), [1, 2, 3, 4, 5.5, 6]),
        (FIRST + DAY, None, ("A", "B"), [2, 3, 4, 5.5]),
        (None, FIRST + DAY, ("A", "C"), [1, 6]),
        (FIRST + DAY, FIRST + 2 * DAY, ("A", "B"), [2, 4]),
        (FIRST + 3 * DAY, None, ("B",), [5.5]),
    ],
)
def test_span_includes_its_start_and_not_its_end(
    bars: Bars, start: int | None, end: int | None, symbols: tuple[str, ...], closes: list[float]
) -> None:
    cut = select_span(bars, start, end)
    assert (cut.symbols, cut.close.tolist()) == (symbols, closes)
    assert cut.starts[-1] == cut.rows


def test_empty_span(bars: Bars) -> None:
    with pytest.raises(DataError, match="no bar opens before 2024-01-02"):
        select_span(bars, None, FIRST)
