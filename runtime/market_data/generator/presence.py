"""Which bars of a generated market trade, are halted, or are missing."""

from dataclasses import dataclass

import numpy as np

from runtime.domain.bars import Bools
from runtime.market_data.generator.draws import SymbolDraws
from runtime.market_data.generator.profile import MINUTE_NS, MarketProfile

_HALT_NS = 30 * MINUTE_NS  # of a halt within a day


@dataclass(frozen=True, slots=True)
class Presence:
    """(symbols, days, slots): a slot trades, is halted, or has no row."""

    traded: Bools
    halted: Bools


def draw_presence(draws: SymbolDraws, profile: MarketProfile, timeframe_ns: int) -> Presence:
    """Place halts of whole days and of half an hour, and bars in none of whose minutes anybody trades.

    The auctions at both ends of a day always trade unless halted, so that a day has its open and its close.
    """
    slots = draws.returns.shape[2]
    slot = np.arange(slots)
    whole_day = draws.halt_u < profile.halt_rate / 2
    halted = np.broadcast_to(whole_day[..., None], draws.returns.shape).copy()
    if slots > 1:
        some = (draws.halt_u >= profile.halt_rate / 2) & (draws.halt_u < profile.halt_rate)
        start = 1 + np.floor(draws.halt_start_u * (slots - 1)).astype(np.int64)
        since = slot - start[..., None]
        halted |= some[..., None] & (since >= 0) & (since < -(-_HALT_NS // timeframe_ns))
    silent = draws.missing_u < draws.missing_rate[:, None, None] ** (timeframe_ns / MINUTE_NS)
    silent &= (slot > 0) & (slot < slots - 1)
    return Presence(traded=~halted & ~silent, halted=halted)
