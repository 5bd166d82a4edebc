"""A block of a generated market as the rows of a file of bars, and as its list of surges."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runtime.domain.bars import Float64s, Int64s
from runtime.market_data.generator.market import MarketBlock
from runtime.market_data.generator.surge_rule import volume_ratios
from runtime.market_data.generator.timetable import Timetable


@dataclass(frozen=True, slots=True)
class BarRows:
    """(rows,) each, symbol after symbol and in time order; `symbol` is an index into the block's names."""

    symbol: NDArray[np.int32]
    ts_open: Int64s  # nanoseconds UTC
    open: Float64s
    high: Float64s
    low: Float64s
    close: Float64s
    volume: Float64s
    bid: Float64s  # NaN where there is no quote
    ask: Float64s


@dataclass(frozen=True, slots=True)
class Surge:
    """A stretch of bars at whose closes the rule is true."""

    ts_open: int  # of the first of them, nanoseconds UTC
    symbol: str
    percent: float  # price_change(5m) at the first one's close, in percent
    volume_ratio: float  # of its volume to avg_volume(20)
    bars: int


def bar_rows(block: MarketBlock, timetable: Timetable) -> BarRows:
    """Return the rows that exist; a halt is a marker (open, high, low, volume 0, close kept, no quote)."""
    traded, halted = block.presence.traded, block.presence.halted
    rows = traded | halted
    of_bar = traded[rows]

    def where_traded(values: Int64s) -> Float64s:
        return np.where(of_bar, values[rows], 0).astype(np.float64)

    symbol = np.broadcast_to(np.arange(len(rows), dtype=np.int32)[:, None, None], rows.shape)
    return BarRows(
        symbol=symbol[rows],
        ts_open=np.broadcast_to(timetable.ts_open, rows.shape)[rows],
        open=where_traded(block.prices.open),
        high=where_traded(block.prices.high),
        low=where_traded(block.prices.low),
        close=block.prices.close[rows].astype(np.float64),
        volume=where_traded(block.volume),
        bid=np.where(of_bar, block.bid[rows], np.nan),
        ask=np.where(of_bar, block.ask[rows], np.nan),
    )


def surges_of(block: MarketBlock, timetable: Timetable) -> list[Surge]:
    """Return the surges of a block by symbol and time."""
    if block.moves is None or block.runs is None:
        return []
    first = block.runs.first
    symbol, day, slot = (axis[first] for axis in np.nonzero(block.presence.traded))
    ratios = volume_ratios(block.volume[block.presence.traded], first)
    names = block.names
    return [
        Surge(ts, names[s], 100.0 * change, ratio, bars)
        for ts, s, change, ratio, bars in zip(
            timetable.ts_open[day, slot].tolist(),
            symbol.tolist(),
            block.moves.change[first].tolist(),
            ratios.tolist(),
            block.runs.length.tolist(),
            strict=True,
        )
    ]
