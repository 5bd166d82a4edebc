"""A whole market, block of symbols after block of symbols."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from runtime.domain.bars import Float64s, Int64s
from runtime.market_data.errors import DataError
from runtime.market_data.generator.draws import SymbolDraws, draw_market, draw_symbol, stack_draws
from runtime.market_data.generator.events import (
    Event,
    bursts,
    event_kinds,
    event_lags,
    has_events,
    jumps,
    span_bars,
    under_way,
)
from runtime.market_data.generator.order_book import BookWidth, draw_widths, quote_around
from runtime.market_data.generator.presence import Presence, draw_presence
from runtime.market_data.generator.price_path import PricePath, build_prices, day_curve
from runtime.market_data.generator.profile import MarketProfile
from runtime.market_data.generator.surge_rule import Moves, Runs, confine_surges, measure_moves
from runtime.market_data.generator.timetable import Timetable, build_timetable

SYMBOL_LIMIT = 99_999
_ROWS_A_BLOCK = 250_000
_SMALLEST_VOLUME = 10  # shares of a bar
_VOLUME_NOISE = 0.35  # deviation of its logarithm


@dataclass(frozen=True, slots=True)
class MarketBlock:
    """Some neighbouring symbols; arrays are (symbols, days, slots) but for the runs, over traded bars."""

    first_symbol: int
    presence: Presence
    prices: PricePath
    widths: BookWidth
    bid: Float64s  # NaN where there is no quote
    ask: Float64s
    volume: Int64s
    moves: Moves | None  # None where the bars are too coarse for the rule
    runs: Runs | None

    @property
    def names(self) -> list[str]:
        """Return the names of the block's symbols."""
        return [symbol_name(self.first_symbol + s) for s in range(len(self.volume))]


@dataclass(frozen=True, slots=True)
class GeneratedMarket:
    """A market to be generated; its blocks are made anew each time they are asked for."""

    profile: MarketProfile
    timetable: Timetable
    symbols: int
    seed: int

    @property
    def block_count(self) -> int:
        """Return how many blocks there are."""
        return -(-self.symbols // self._symbols_a_block)

    @property
    def _symbols_a_block(self) -> int:
        return max(_ROWS_A_BLOCK // self.timetable.ts_open.size, 1)

    def blocks(self) -> Iterator[MarketBlock]:
        """Generate the symbols in their order."""
        market = draw_market(self.seed, self.timetable.shape)
        for first in range(0, self.symbols, self._symbols_a_block):
            indices = range(first, min(first + self._symbols_a_block, self.symbols))
            draws = stack_draws(
                draw_symbol(self.seed, k, self.profile, self.timetable.shape) for k in indices
            )
            yield _build_block(first, draws, market, self.profile, self.timetable)


def generate_market(
    profile: MarketProfile,
    *,
    symbols: int,
    timeframe_ns: int,
    days: int,
    seed: int,
    first_day: date,
    trading_days: Collection[date] | None = None,
) -> GeneratedMarket:
    """Describe a market whose symbol `k` depends on the seed and on `k`, not on how many symbols there are.

    Args:
        first_day: no bar is earlier.
        trading_days: the days with a session; every weekday if None.

    Raises:
        DataError: nothing to generate, too many symbols, bars that do not fit a session, or days for which
            the profile's rules did not hold yet.
    """
    if not 1 <= symbols <= SYMBOL_LIMIT or days < 1 or seed < 0:
        raise DataError(
            f"no market of {symbols} symbols, {days} days and seed {seed}",
            f"ask for 1 to {SYMBOL_LIMIT:_} symbols, 1 day or more, and a seed from 0 up",
        )
    if first_day < profile.ticks.since:
        raise DataError(
            f"the price steps of '{profile.name}' hold since {profile.ticks.since}", "begin no earlier"
        )
    timetable = build_timetable(profile, timeframe_ns, days, first_day, trading_days)
    return GeneratedMarket(profile, timetable, symbols, seed)


def symbol_name(index: int) -> str:
    """Return a code of six characters, as KRX short codes have, that no real share bears.

    >>> symbol_name(0)
    'G00001'
    """
    return f"G{index + 1:05d}"


def _build_block(
    first_symbol: int,
    draws: SymbolDraws,
    market: tuple[Float64s, Float64s],
    profile: MarketProfile,
    timetable: Timetable,
) -> MarketBlock:
    timeframe_ns, slots = timetable.timeframe_ns, timetable.shape[1]
    surges = has_events(timeframe_ns, timetable.session_ns)
    kinds = event_kinds(draws.event_u, profile.event_rate if surges else 0.0)
    lags = event_lags(draws.event_start_u, slots, timeframe_ns)
    presence = draw_presence(draws, profile, timeframe_ns)
    prices = build_prices(draws, market, jumps(kinds, draws.event_size_u, lags), presence.traded, profile)
    widths = draw_widths(
        draws,
        prices.close,
        tight=under_way(kinds, Event.SURGE, lags, timeframe_ns),
        thin=under_way(kinds, Event.WIDE_JUMP, lags, timeframe_ns),
        profile=profile,
    )
    lower, upper = prices.lower[..., None], prices.upper[..., None]
    bid, ask = quote_around(prices.close, widths, lower, upper, profile.ticks)
    volume = _draw_volume(draws, bursts(kinds, draws.event_size_u, lags))
    moves = runs = None
    if surges:
        spread = (ask - bid) / ((ask + bid) / 2)
        moves = measure_moves(prices.close, prices.high, spread, presence.traded, span_bars(timeframe_ns))
        wanted = ((kinds == Event.SURGE)[..., None] & (lags == 0))[presence.traded]
        volume[presence.traded], runs = confine_surges(volume[presence.traded], moves, wanted)
    return MarketBlock(first_symbol, presence, prices, widths, bid, ask, volume, moves, runs)


def _draw_volume(draws: SymbolDraws, multiples: Float64s) -> Int64s:
    """Return whole shares, busier at both ends of the day and when an event multiplies them."""
    slots = multiples.shape[2]
    usual = (draws.turnover / draws.price)[:, None] * day_curve(slots) / slots
    shares = usual[:, None] * np.exp(_VOLUME_NOISE * draws.volume) * multiples
    volume: Int64s = np.maximum(np.rint(shares).astype(np.int64), _SMALLEST_VOLUME)
    return volume
