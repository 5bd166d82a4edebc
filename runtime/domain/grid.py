"""The integer grids on which prices, quantities and cash live."""

from dataclasses import dataclass

from runtime.domain.bars import Int64s

RATIO_SCALE = 1_000_000_000  # rates, fractions and limits are integers in 1e-9


@dataclass(frozen=True, slots=True)
class Grid:
    """Grid units per symbol: a price of 1.0 is `price_scale`, one share is `quantity_scale`, 1.0 of cash is
    `cash_scale`. `tick` is in price units (1: any price of the data), `lot` in quantity units.
    """

    price_scale: Int64s  # (symbols,)
    tick: Int64s  # (symbols,)
    quantity_scale: Int64s  # (symbols,)
    lot: Int64s  # (symbols,)
    cash_scale: int
