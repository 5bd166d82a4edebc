"""Prices on the grid and within each day's limits."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import Bools, Float64s, Int64s
from runtime.market_data.generator.draws import SymbolDraws
from runtime.market_data.generator.profile import MarketProfile
from runtime.market_data.generator.tick_grid import limits_around

_OVERNIGHT = 0.3  # of a day's variance
_WICK = 0.35  # mean length of a wick, in deviations of the bar
_REVERSION = 0.005  # of the way back to the first price, a day: keeps long histories in range


@dataclass(frozen=True, slots=True)
class PricePath:
    """Whole currency units, (symbols, days, slots); where nothing trades only `close` counts."""

    open: Int64s
    high: Int64s
    low: Int64s
    close: Int64s
    lower: Int64s  # (symbols, days) the day's limits
    upper: Int64s


def build_prices(
    draws: SymbolDraws,
    market: tuple[Float64s, Float64s],
    jumps: Float64s,
    traded: Bools,
    profile: MarketProfile,
) -> PricePath:
    """Walk day after day from the first price; a price stands still while nothing trades.

    Args:
        market: the shared factor's returns overnight (days,) and in each slot (days, slots).
        jumps: what to add to the log returns, (symbols, days, slots).
        traded: (symbols, days, slots).
    """
    ratios = _day_paths(draws, market, jumps, traded, profile)
    ticks, shape = profile.ticks, traded.shape
    path = PricePath(*np.empty((4, *shape), np.int64), *np.empty((2, *shape[:2]), np.int64))
    base = first = np.maximum(ticks.nearest(draws.price), 1)
    for day in range(shape[1]):
        lower, upper = limits_around(base, profile.limit_percent, ticks)
        awake = traded[:, day].any(axis=1)
        centre = np.where(awake, base * (first / base) ** _REVERSION, base)[:, None]
        open_, high, low, close = (
            np.clip(ticks.nearest(centre * ratio[:, day]), lower[:, None], upper[:, None]) for ratio in ratios
        )
        path.open[:, day], path.close[:, day] = open_, close
        path.high[:, day], path.low[:, day] = high, low
        path.lower[:, day], path.upper[:, day] = lower, upper
        base = close[:, -1]
    return path


def _day_paths(
    draws: SymbolDraws,
    market: tuple[Float64s, Float64s],
    jumps: Float64s,
    traded: Bools,
    profile: MarketProfile,
) -> tuple[Float64s, Float64s, Float64s, Float64s]:
    """Return open, high, low and close of each slot as ratios to the previous day's close."""
    slots = traded.shape[2]
    shared = draws.beta * profile.market_volatility
    own = np.sqrt(np.maximum(draws.volatility**2 - shared**2, (0.5 * draws.volatility) ** 2))
    per_slot = np.sqrt((1 - _OVERNIGHT) / slots * day_curve(slots))
    deviation = own[:, None] * per_slot  # (symbols, slots)
    moves = draws.returns * deviation[:, None] + shared[:, None, None] * (market[1] * per_slot) + jumps
    moves = np.where(traded, moves, 0.0)
    gaps = np.sqrt(_OVERNIGHT) * (own[:, None] * draws.gap + shared[:, None] * market[0])
    gaps = np.where(traded.any(axis=2), gaps, 0.0)[..., None]
    close = gaps + np.cumsum(moves, axis=2)
    open_ = np.concatenate(
        (gaps, close[..., :-1] + (draws.open_u[..., 1:] - 0.5) * deviation[:, None, 1:]), 2
    )
    wick = _WICK * deviation[:, None]
    high = np.maximum(open_, close) + draws.wick_up * wick
    low = np.minimum(open_, close) - draws.wick_down * wick
    return np.exp(open_), np.exp(high), np.exp(low), np.exp(close)


def day_curve(slots: int) -> Float64s:
    """Return how trading spreads over a day, mean 1: busy at the open and the close, calm at noon."""
    middle = (np.arange(slots) + 0.5) / slots
    curve = 0.5 + 2.5 * np.exp(-middle / 0.06) + 1.2 * np.exp((middle - 1.0) / 0.05) + (2 * middle - 1) ** 2
    return curve / np.mean(curve)
