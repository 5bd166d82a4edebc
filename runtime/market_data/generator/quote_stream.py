"""Quotes inside the bars of a generated market."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import NANOSECONDS_PER_SECOND, Float64s, Int64s
from runtime.market_data.generator.draws import Stream, generator_of
from runtime.market_data.generator.market import GeneratedMarket, MarketBlock
from runtime.market_data.generator.order_book import BookWidth, quote_around

QUOTES_A_BAR = 4
_MILLISECOND_NS = NANOSECONDS_PER_SECOND // 1000


@dataclass(frozen=True, slots=True)
class QuoteRows:
    """(quotes,) each, symbol after symbol and in time order; `symbol` is an index into the block's names."""

    symbol: NDArray[np.int32]
    ts_event: Int64s  # nanoseconds UTC, whole milliseconds, within the bar
    last: Float64s
    bid: Float64s  # NaN where there is no quote
    ask: Float64s
    size: Float64s  # traded since the quote before; the sizes of a bar are its volume


def quote_rows(block: MarketBlock, market: GeneratedMarket) -> QuoteRows:
    """Walk each traded bar from open to close: over low and high where it rises, else high and low."""
    symbol, day, slot = np.nonzero(block.presence.traded)
    columns = (block.prices.open, block.prices.high, block.prices.low, block.prices.close)
    open_, high, low, close = (column[symbol, day, slot] for column in columns)
    rises = close >= open_
    last = np.stack([open_, np.where(rises, low, high), np.where(rises, high, low), close], axis=1)
    uniform = _uniform(block, market, symbol)
    width = BookWidth(
        block.widths.below[symbol, day, slot, None], block.widths.above[symbol, day, slot, None]
    )
    lower, upper = block.prices.lower[symbol, day, None], block.prices.upper[symbol, day, None]
    bid, ask = quote_around(last, width, lower, upper, market.profile.ticks)
    return QuoteRows(
        symbol=np.repeat(symbol.astype(np.int32), QUOTES_A_BAR),
        ts_event=_times(market.timetable.ts_open[day, slot], _lengths(market, slot), uniform[..., 0]),
        last=last.astype(np.float64).ravel(),
        bid=bid.ravel(),
        ask=ask.ravel(),
        size=_sizes(block.volume[symbol, day, slot], uniform[..., 1]),
    )


def _uniform(block: MarketBlock, market: GeneratedMarket, symbol: NDArray[np.intp]) -> Float64s:
    """Return two numbers in [0, 1) for each quote, (bars, quotes, 2), from each symbol's own generator."""
    counts = np.bincount(symbol, minlength=len(block.volume)).tolist()
    return np.concatenate(
        [
            generator_of(market.seed, Stream.QUOTES, block.first_symbol + s).random((count, QUOTES_A_BAR, 2))
            for s, count in enumerate(counts)
        ]
    )


def _lengths(market: GeneratedMarket, slot: NDArray[np.intp]) -> Int64s:
    """Return the length of each bar: the last one of a day ends with the session."""
    timetable = market.timetable
    lengths: Int64s = np.minimum(timetable.timeframe_ns, timetable.session_ns - slot * timetable.timeframe_ns)
    return lengths


def _times(ts_open: Int64s, length_ns: Int64s, uniform: Float64s) -> Int64s:
    """Return one moment in each quarter of each bar."""
    into = (np.arange(QUOTES_A_BAR) + uniform) / QUOTES_A_BAR * (length_ns[:, None] // _MILLISECOND_NS)
    return (ts_open[:, None] + into.astype(np.int64) * _MILLISECOND_NS).ravel()


def _sizes(volume: Int64s, uniform: Float64s) -> Float64s:
    """Split each bar's volume, whole shares, at least one a quote."""
    shares = uniform[:, :-1] / uniform.sum(axis=1, keepdims=True) * (volume[:, None] - QUOTES_A_BAR)
    first = 1 + shares.astype(np.int64)
    return (
        np.concatenate([first, volume[:, None] - first.sum(axis=1, keepdims=True)], 1)
        .astype(np.float64)
        .ravel()
    )
