"""The integer grids of a run: prices from the data, lot and tick from the options, cash from the currency."""

from decimal import Decimal

import numpy as np

from runtime.backtest.amounts import decimals_of
from runtime.domain.bars import Bars
from runtime.domain.errors import RunError
from runtime.domain.grid import Grid
from runtime.portfolio.money import LARGEST

# The smallest amount of each currency that an account holds.
CASH_SCALES = {"KRW": 1, "JPY": 1, "USD": 100, "EUR": 100, "USDT": 100_000_000, "BTC": 100_000_000}
UNKNOWN_CASH_SCALE = 1_000_000
_FINEST = 9  # decimals


def build_grid(bars: Bars, lot: Decimal, tick: Decimal | None, currency: str | None) -> Grid:
    """Return the grids of every symbol; without a tick every price of the data is one."""
    if currency is not None and currency not in CASH_SCALES:
        raise RunError(f"--currency {currency} is not known", f"write one of {', '.join(CASH_SCALES)}")
    lot_decimals = _decimals(lot, "--lot")
    quantity_scale = 10**lot_decimals
    price_scale = bars.price_scale
    ticks = np.ones(len(bars.symbols), np.int64)
    if tick is not None:
        price_scale = np.maximum(price_scale, 10 ** _decimals(tick, "--tick"))
        _require_tick_below_prices(tick, bars)
        ticks = np.asarray([int(tick * int(scale)) for scale in price_scale], np.int64)
    return Grid(
        price_scale=price_scale,
        tick=ticks,
        quantity_scale=np.full(len(bars.symbols), quantity_scale, np.int64),
        lot=np.full(len(bars.symbols), int(lot * quantity_scale), np.int64),
        cash_scale=UNKNOWN_CASH_SCALE if currency is None else CASH_SCALES[currency],
    )


def cash_units(cash: Decimal, grid: Grid) -> int:
    """Return an amount of cash on its grid."""
    units = int(cash * grid.cash_scale)
    if units >= LARGEST:
        raise RunError(
            f"--cash {cash:,f} is too large",
            f"less than {LARGEST // grid.cash_scale:,} can be counted exactly",
        )
    if units == 0:
        raise RunError(f"--cash {cash:,f} is less than the smallest unit of cash", "give more of it")
    return units


def _require_tick_below_prices(tick: Decimal, bars: Bars) -> None:
    # An order's price is rounded to a whole number of ticks: above the prices nothing is left of it.
    lowest = float(bars.close.min())
    if tick > lowest:
        raise RunError(
            f"--tick {tick} is above the lowest close of the data, {lowest:g}", "write a smaller one"
        )


def _decimals(value: Decimal, option: str) -> int:
    decimals = decimals_of(value)
    if decimals > _FINEST:
        raise RunError(f"{option} {value} has more than {_FINEST} decimals", "write a coarser one")
    return decimals
