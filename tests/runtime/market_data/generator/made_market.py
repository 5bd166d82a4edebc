"""Small generated markets, written and read back as plain Python."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pyarrow.parquet

from runtime.market_data.generator.market import generate_market
from runtime.market_data.generator.market_file import write_market
from runtime.market_data.generator.profile import KRX, MarketProfile

MINUTE = 60 * 10**9
HOUR = 60 * MINUTE
DAY = 24 * HOUR
TUESDAY = date(2025, 3, 4)
# So much happens that a few symbols and days show every case.
BUSY = replace(KRX, halt_rate=0.3, missing_rate=0.05, event_rate=0.2)
PENNY = replace(BUSY, price=(120.0, 2_500.0), volatility=(0.03, 0.09))
WILD = replace(BUSY, volatility=(0.15, 0.4))  # reaches its limits
PROFILES = {"krx": KRX, "busy": BUSY, "penny": PENNY, "wild": WILD}


class Bar(NamedTuple):
    """A row of the file; `ts` in nanoseconds UTC, None for no quote."""

    ts: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    bid: float | None
    ask: float | None

    @property
    def is_halt(self) -> bool:
        return self.open == self.high == self.low == 0.0


class Quote(NamedTuple):
    ts: int
    last: float
    bid: float | None
    ask: float | None
    size: float


@dataclass(frozen=True, repr=False)
class Made:
    """The bytes of the files, and what they hold by symbol (too much to print)."""

    files: tuple[bytes, bytes, bytes]
    bars: dict[str, list[Bar]]
    quotes: dict[str, list[Quote]]
    surges: list[dict[str, str]]


def make(
    profile: MarketProfile = BUSY,
    *,
    symbols: int = 6,
    timeframe_ns: int = MINUTE,
    days: int = 3,
    seed: int = 1,
    first_day: date = TUESDAY,
    trading_days: Collection[date] | None = None,
) -> Made:
    """Write a market to memory and read it with pyarrow alone."""
    market = generate_market(
        profile,
        symbols=symbols,
        timeframe_ns=timeframe_ns,
        days=days,
        seed=seed,
        first_day=first_day,
        trading_days=trading_days,
    )
    bars, surges, quotes = io.BytesIO(), io.BytesIO(), io.BytesIO()
    write_market(market, bars, surges, quotes)
    return Made(
        files=(bars.getvalue(), surges.getvalue(), quotes.getvalue()),
        bars={name: [Bar(*row) for row in rows] for name, rows in _by_symbol(bars).items()},
        quotes={name: [Quote(*row) for row in rows] for name, rows in _by_symbol(quotes).items()},
        surges=list(csv.DictReader(io.StringIO(surges.getvalue().decode()))),
    )


def _by_symbol(file: io.BytesIO) -> dict[str, list[tuple[float | None, ...]]]:
    table = pyarrow.parquet.read_table(file)
    columns = table.to_pydict()
    columns["timestamp"] = [ms * 10**6 for ms in table["timestamp"].cast("int64").to_pylist()]
    symbols = columns.pop("symbol")
    found: dict[str, list[tuple[float | None, ...]]] = {name: [] for name in dict.fromkeys(symbols)}
    for name, *row in zip(symbols, *columns.values(), strict=True):
        found[name].append(tuple(None if value != value else value for value in row))
    return found
