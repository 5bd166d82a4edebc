"""Prices on a venue's grid, in whole units of its currency."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from runtime.domain.bars import Float64s, Int64s


@dataclass(frozen=True, slots=True)
class TickTable:
    """A price below `bounds[i]`, and not below `bounds[i - 1]`, lies on a multiple of `sizes[i]`.

    Each bound is a multiple of the sizes on both its sides, so rounding across a bound stays on the grid.
    """

    since: date
    bounds: tuple[int, ...]
    sizes: tuple[int, ...]  # one more than bounds

    def size_at(self, price: Int64s) -> Int64s:
        """Return the tick size at each price."""
        band = np.searchsorted(np.array(self.bounds, np.int64), price, side="right")
        return np.array(self.sizes, np.int64)[band]

    def floor(self, price: Int64s) -> Int64s:
        """Return the highest price on the grid that is not above each price."""
        return price - price % self.size_at(price)

    def ceil(self, price: Int64s) -> Int64s:
        """Return the lowest price on the grid that is not below each price."""
        return price + -price % self.size_at(price)

    def nearest(self, price: Float64s) -> Int64s:
        """Return the price on the grid nearest to each price."""
        size = self.size_at(price.astype(np.int64))
        return np.rint(price / size).astype(np.int64) * size


# KOSPI and KOSDAQ shares since the reform of 2023-01-25 (KRX business regulations).
KRX_TICKS = TickTable(
    since=date(2023, 1, 25),
    bounds=(2_000, 5_000, 20_000, 50_000, 200_000, 500_000),
    sizes=(1, 5, 10, 50, 100, 500, 1_000),
)


def limits_around(base: Int64s, percent: int, ticks: TickTable) -> tuple[Int64s, Int64s]:
    """Return the lowest and the highest price of a day, rounded inward to the grid.

    Args:
        base: the previous closes.
        percent: how far a price may move from its base.
    """
    lower = ticks.ceil(-(-base * (100 - percent) // 100))
    return lower, ticks.floor(base * (100 + percent) // 100)
