"""The best bid and ask around a price."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.market_data.generator.draws import SymbolDraws
from runtime.market_data.generator.profile import MarketProfile
from runtime.market_data.generator.tick_grid import TickTable

_THIN = 0.014  # of the price: the spread of a thin book


@dataclass(frozen=True, slots=True)
class BookWidth:
    """How far bid and ask stand from the last price, in currency units, one of them possibly 0."""

    below: Int64s
    above: Int64s


def draw_widths(
    draws: SymbolDraws, price: Int64s, tight: Bools, thin: Bools, profile: MarketProfile
) -> BookWidth:
    """Return widths of one tick to the widest of the profile; one where `tight`, over 1 % where `thin`.

    The last trade was at the bid, at the ask or between them.
    """
    size = profile.ticks.size_at(price)
    ticks = 1 + np.floor(draws.above_u**3 * profile.widest_spread_ticks).astype(np.int64)
    ticks = np.where(thin, np.ceil(price * _THIN / size).astype(np.int64), np.where(tight, 1, ticks))
    below = np.floor(draws.below_u * (ticks + 1)).astype(np.int64)
    return BookWidth(below * size, (ticks - below) * size)


def quote_around(
    price: Int64s, width: BookWidth, lower: Int64s, upper: Int64s, ticks: TickTable
) -> tuple[Float64s, Float64s]:
    """Return bid and ask on the grid, never crossed or equal; NaN where a limit leaves a side without orders.

    At the upper limit nobody sells and the bid stands at it; at the lower limit nobody buys.
    """
    at_top, at_bottom = price == upper, price == lower
    bid = ticks.floor(np.where(at_top, price, price - width.below))
    ask = ticks.ceil(np.where(at_bottom, price, price + width.above))
    bids = np.where(at_bottom, np.nan, np.maximum(bid, lower).astype(np.float64))
    asks = np.where(at_top, np.nan, np.minimum(ask, upper).astype(np.float64))
    return bids, asks
