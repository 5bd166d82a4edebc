"""The decimal grid on which a symbol's prices lie."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.market_data.errors import DataError

MOST_PLACES = 9
LARGEST_UNITS = 2**45  # leaves the account stage room for products of a price in int64
FINEST_PRICE = 10.0**-MOST_PLACES
LARGEST_PRICE = float(LARGEST_UNITS - 1)
SAMPLED_ROWS = 16  # rows of a symbol looked at before all are

_POWERS: Float64s = 10.0 ** np.arange(MOST_PLACES + 2, dtype=np.float64)
_NO_GRID = MOST_PLACES + 1

Places = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class PriceGrid:
    """Per symbol the grid units of a price of 1.0, and whether every price is a decimal on that grid."""

    price_scale: Int64s  # (symbols,) a power of ten
    is_decimal: Bools  # (symbols,)


def price_scale(starts: Int64s, prices: Sequence[Float64s]) -> PriceGrid:
    """Find each symbol's coarsest grid of 10^-k, 0 <= k <= 9, that holds all of its prices.

    A price lies on the grid if it is the float64 nearest to an integer / 10^k. Where no grid holds all
    (adjusted prices), it is the finest one, to which the prices have then to be snapped (`snap_prices`). In
    grid units every price is below 2^45.

    Args:
        starts: (symbols + 1,) where each symbol's rows start; each has rows.
        prices: columns of (n,) finite prices of 0 to `LARGEST_PRICE`.
    """
    counts = np.diff(starts)
    largest = np.max([np.maximum.reduceat(column, starts[:-1]) for column in prices], axis=0)
    most = np.minimum(np.searchsorted(_POWERS, LARGEST_PRICE / largest, side="right") - 1, MOST_PLACES)
    spread = np.linspace(0, 1, SAMPLED_ROWS)
    sample = (starts[:-1, None] + spread * (counts[:, None] - 1)).astype(np.int64)
    places = np.zeros(len(counts), np.int8)
    for column in prices:
        found = _decimal_places(column[sample.ravel()], np.zeros(sample.size, np.int8))
        places = np.maximum(places, found.reshape(sample.shape).max(axis=1))
    for symbol in np.flatnonzero(places <= most).tolist():  # one at a time: they fit in a cache
        for column in prices:
            own = column[starts[symbol] : starts[symbol + 1]]
            off_grid = own[~_on_grid(own, _POWERS[places[symbol]])]
            found = _decimal_places(off_grid, np.full(len(off_grid), places[symbol]))
            places[symbol] = found.max(initial=places[symbol])
    is_decimal = places <= most
    return PriceGrid(10 ** np.where(is_decimal, places, most).astype(np.int64), is_decimal)


def snap_prices(
    starts: Int64s, symbols: Sequence[str], prices: Sequence[Float64s], grid: PriceGrid
) -> tuple[list[Float64s], float]:
    """Return the prices on their grids, and the largest relative change.

    Raises:
        DataError: the prices of one symbol span more than a grid can hold.
    """
    if grid.is_decimal.all():
        return list(prices), 0.0
    counts = np.diff(starts)
    rows = np.flatnonzero(np.repeat(~grid.is_decimal, counts))
    scale = np.repeat(grid.price_scale.astype(np.float64), counts)[rows]
    snapped, largest_change = [], 0.0
    for column in prices:
        before = column[rows]
        after = np.rint(before * scale) / scale
        if len(lost := rows[(after == 0) & (before > 0)]):
            name = symbols[int(np.searchsorted(starts, lost[0], side="right")) - 1]
            raise DataError(
                f"the prices of {name} span too much for one grid: {column[lost[0]]:g} would become 0",
                "leave the symbol out with --symbols",
            )
        change = np.abs(after - before) / np.where(before > 0, before, 1.0)
        largest_change = max(largest_change, float(change.max()))
        whole = column.copy()
        whole[rows] = after
        snapped.append(whole)
    return snapped, largest_change


def _on_grid(prices: Float64s, scale: Float64s | np.float64) -> Bools:
    units = prices * scale
    np.rint(units, out=units)
    units /= scale
    on_grid: Bools = units == prices
    return on_grid


def _decimal_places(prices: Float64s, at_least: Places) -> Places:
    """Return the fewest decimal places, `at_least` or more, that write each price; `_NO_GRID` if 9 do not.

    A price on a grid lies on all finer ones too, so only those still off are looked at again.
    """
    places = at_least.copy()
    rows = np.arange(len(prices))
    while len(rows):
        rows = rows[~_on_grid(prices[rows], _POWERS[places[rows]])]
        places[rows] += 1
        rows = rows[places[rows] < _NO_GRID]
    return places
