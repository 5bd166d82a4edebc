"""The random numbers of a symbol: its own generator, so that they do not depend on the other symbols."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from runtime.domain.bars import Float64s
from runtime.market_data.generator.profile import MarketProfile

_TAIL = 4  # degrees of freedom of Student's t: the tails of stock returns (Cont 2001: an index of 2 to 5)


class Stream(IntEnum):
    """What a generator is for; with the symbol's index it makes generators independent."""

    MARKET = 0
    SYMBOL = 1
    QUOTES = 2


def generator_of(seed: int, stream: Stream, symbol: int = 0) -> np.random.Generator:
    """Return the generator of one symbol and purpose."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(stream, symbol))))


@dataclass(frozen=True, slots=True)
class SymbolDraws:
    """Of one symbol: scalars, (days,) and (days, slots); of a block of symbols each with one axis before.

    `*_u` are uniform in [0, 1); returns have mean 0 and variance 1.
    """

    price: Float64s
    volatility: Float64s
    beta: Float64s
    turnover: Float64s
    missing_rate: Float64s
    gap: Float64s  # (days,) return overnight
    halt_u: Float64s  # (days,)
    halt_start_u: Float64s  # (days,)
    event_u: Float64s  # (days,)
    event_start_u: Float64s  # (days,)
    event_size_u: Float64s  # (days,)
    returns: Float64s  # (days, slots)
    wick_up: Float64s  # exponential
    wick_down: Float64s  # exponential
    volume: Float64s  # normal
    open_u: Float64s
    missing_u: Float64s
    below_u: Float64s
    above_u: Float64s


def draw_symbol(seed: int, symbol: int, profile: MarketProfile, shape: tuple[int, int]) -> SymbolDraws:
    """Draw all numbers of a symbol for (days, slots) bars."""
    rng = generator_of(seed, Stream.SYMBOL, symbol)
    days = shape[0]
    return SymbolDraws(
        price=_log_uniform(rng, profile.price),
        volatility=_log_uniform(rng, profile.volatility),
        beta=np.array(rng.uniform(*profile.beta)),
        turnover=_log_uniform(rng, profile.turnover),
        missing_rate=np.array(profile.missing_rate * 2.0 * rng.random()),
        gap=_fat_tailed(rng, (days,)),
        halt_u=rng.random(days),
        halt_start_u=rng.random(days),
        event_u=rng.random(days),
        event_start_u=rng.random(days),
        event_size_u=rng.random(days),
        returns=_fat_tailed(rng, shape),
        wick_up=rng.standard_exponential(shape),
        wick_down=rng.standard_exponential(shape),
        volume=rng.standard_normal(shape),
        open_u=rng.random(shape),
        missing_u=rng.random(shape),
        below_u=rng.random(shape),
        above_u=rng.random(shape),
    )


def draw_market(seed: int, shape: tuple[int, int]) -> tuple[Float64s, Float64s]:
    """Return the shared factor's overnight (days,) and intraday (days, slots) returns, of variance 1."""
    rng = generator_of(seed, Stream.MARKET)
    return _fat_tailed(rng, shape[:1]), _fat_tailed(rng, shape)


def stack_draws(symbols: Iterable[SymbolDraws]) -> SymbolDraws:
    """Return the draws of several symbols as arrays with the symbols on the first axis."""
    drawn = list(symbols)
    return SymbolDraws(
        **{field.name: np.stack([getattr(one, field.name) for one in drawn]) for field in fields(SymbolDraws)}
    )


def _log_uniform(rng: np.random.Generator, bounds: tuple[float, float]) -> Float64s:
    low, high = np.log(bounds)
    return np.array(np.exp(rng.uniform(low, high)))


def _fat_tailed(rng: np.random.Generator, shape: tuple[int, ...]) -> Float64s:
    returns: Float64s = rng.standard_t(_TAIL, shape) / np.sqrt(_TAIL / (_TAIL - 2))
    return returns
