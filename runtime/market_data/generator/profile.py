"""What a generated market is like."""

from dataclasses import dataclass

from runtime.domain.bars import NANOSECONDS_PER_SECOND
from runtime.market_data.generator.tick_grid import KRX_TICKS, TickTable

MINUTE_NS = 60 * NANOSECONDS_PER_SECOND


@dataclass(frozen=True, slots=True)
class MarketProfile:
    """A venue's rules and its shares' behaviour; a pair is the range from which a symbol draws its own."""

    name: str
    ticks: TickTable
    limit_percent: int  # of the previous close, both ways
    session_open_ns: int  # after 00:00 UTC of the trading day
    session_ns: int
    price: tuple[float, float]  # on the first day, log-uniform
    volatility: tuple[float, float]  # of a day's return, log-uniform
    market_volatility: float  # of the factor that all symbols share
    beta: tuple[float, float]  # exposure to that factor, uniform
    turnover: tuple[float, float]  # value traded a day, log-uniform
    widest_spread_ticks: int
    halt_rate: float  # of a symbol's days; half of them whole, half for half an hour
    missing_rate: float  # of minutes without a trade, on average
    event_rate: float  # of a symbol's days with a surge; decoys of each sort are as many


# Korean shares: 09:00 to 15:30 KST is 00:00 to 06:30 UTC; limits of 30 % since 2015-06-15.
KRX = MarketProfile(
    name="krx",
    ticks=KRX_TICKS,
    limit_percent=30,
    session_open_ns=0,
    session_ns=390 * MINUTE_NS,
    price=(1_000.0, 400_000.0),
    volatility=(0.012, 0.04),
    market_volatility=0.008,
    beta=(0.4, 1.6),
    turnover=(5e9, 1e12),
    widest_spread_ticks=3,
    halt_rate=0.004,
    missing_rate=0.003,
    event_rate=0.02,
)

PROFILES = {profile.name: profile for profile in (KRX,)}
