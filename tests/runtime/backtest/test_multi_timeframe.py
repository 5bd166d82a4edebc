"""MultiTimeframe_Momentum on hourly Upbit bars, against TA-Lib and a plain account of its own.

Each symbol has its own account. Signals: hours make UTC days, TA-Lib computes indicators, a day is visible
from the hour that ends with it. Account: half of Kelly, a 3 % trail, 20 % at most, 5 % a day.
"""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import talib

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.bar_source import FileSource
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import SystemClock
from runtime.domain.errors import RunError

STRATEGY = Path(__file__).parents[3] / "strategies" / "multi_timeframe_momentum.jts"
CASH = 100_000_000.0
FEE = 0.0005
LOT = 1e-8
HOUR_MS, DAY_MS = 3_600_000, 86_400_000


@pytest.fixture(scope="module")
def bars(shared: Path) -> pd.DataFrame:
    return pd.read_parquet(shared / "data" / "bars" / "upbit_1h.parquet")


def run(shared: Path, end_ns: int | None = None) -> Backtest:
    artifact = compile_file(STRATEGY).artifact
    request = BacktestRequest(
        parameters=(),
        costs=parse_costs("upbit", "0%"),
        cash=Decimal(int(CASH)),
        lot=Decimal("0.00000001"),
        per_symbol=True,
        end_ns=end_ns,
    )
    source = FileSource(shared / "data" / "bars" / "upbit_1h.parquet")
    return run_backtest(artifact, load_kernel(artifact), request, source, SystemClock())


@pytest.fixture(scope="module")
def ours(shared: Path) -> Backtest:
    return run(shared)


def signals(hours: pd.DataFrame) -> np.ndarray:
    """Return where the condition of the strategy holds, at the close of each hour."""
    start = hours["timestamp"].to_numpy()
    day = start // DAY_MS
    close = hours["close"].to_numpy()
    last_hour = np.append(np.flatnonzero(np.diff(day)), len(day) - 1)
    days, daily = day[last_hour], close[last_hour]
    trend = talib.SMA(daily, 50)
    histogram = talib.MACD(daily, 12, 26, 9)[2]
    # The last day whose end is not after the close of the hour.
    seen = np.searchsorted((days + 1) * DAY_MS, start + HOUR_MS, side="right") - 1
    known = seen >= 0
    good = np.zeros(len(close), bool)
    with np.errstate(invalid="ignore"):
        good[known] = ((daily > trend) & (histogram > 0))[seen[known]]
        rsi = talib.RSI(close, 14)
        return good & (rsi >= 40) & (rsi <= 60)


@dataclass
class Account:
    """Cash and one position; what a trader would keep on paper."""

    cash: float = CASH
    quantity: float = 0.0
    entry: tuple[float, float] = (0.0, 0.0)  # notional, fee
    extreme: float = 0.0
    waiting: float = 0.0
    returns: list[float] = field(default_factory=list)
    exits: list[int] = field(default_factory=list)

    def fraction(self) -> float:
        last = self.returns[-100:]
        if len(last) < 20:
            return 0.01
        wins, losses = [r for r in last if r > 0], [-r for r in last if r < 0]
        if not wins:
            return 0.0
        if not losses:
            return 0.2
        share = len(wins) / len(last)
        kelly = share - (1 - share) * (np.mean(losses) / np.mean(wins))
        return min(max(0.5 * kelly, 0.0), 0.2)

    def close(self, price: float, row: int) -> None:
        value = self.quantity * price
        self.cash += value * (1 - FEE)
        notional, fee = self.entry
        self.returns.append((value * (1 - FEE) - notional - fee) / notional)
        self.exits.append(row)
        self.quantity = 0.0


def lots(amount: float) -> float:
    return math.floor(amount / LOT + 1e-6) * LOT


def price_grid(prices: np.ndarray) -> float:
    """Return the power of ten that makes every price whole: without a tick, stops round down onto it."""
    return next(
        10.0**k for k in range(9) if np.allclose(prices * 10.0**k, np.rint(prices * 10.0**k), atol=1e-6)
    )


def trade(hours: pd.DataFrame, condition: np.ndarray) -> Account:
    account = Account()
    day, day_equity, equity, locked = None, CASH, CASH, False
    opens, highs, lows, closes = (hours[name].to_numpy() for name in ("open", "high", "low", "close"))
    grid = price_grid(np.concatenate((opens, highs, lows, closes)))
    for row, start in enumerate(hours["timestamp"].to_numpy()):
        if account.waiting:
            value = account.waiting * opens[row]
            account.cash -= value * (1 + FEE)
            account.quantity, account.entry = account.waiting, (value, value * FEE)
            account.extreme, account.waiting = opens[row], 0.0
        if account.quantity:
            stop = math.floor(account.extreme * 0.97 * grid + 1e-6) / grid
            if lows[row] <= stop:
                account.close(min(opens[row], stop), row)
            else:
                account.extreme = max(account.extreme, highs[row])
        if start // DAY_MS != day:
            day, day_equity, locked = start // DAY_MS, equity, False
        equity = account.cash + account.quantity * closes[row]
        locked = locked or (equity - day_equity) / day_equity <= -0.05
        if condition[row] and not account.quantity and not locked:
            wanted = lots(min(account.fraction(), 0.2) * equity / closes[row])
            account.waiting = wanted
    return account


def test_trades_equal_a_plain_computation(ours: Backtest, bars: pd.DataFrame) -> None:
    assert len(ours.bars.symbols) == 6
    total = 0
    for index, symbol in enumerate(ours.bars.symbols):
        hours = bars[bars["symbol"] == symbol].reset_index(drop=True)
        plain = trade(hours, signals(hours))
        mine = ours.outcome.trades[ours.outcome.trades["symbol"] == index]
        closed = mine[~mine["is_open"]]
        first = int(ours.bars.starts[index])
        assert (closed["exit_row"] - first).tolist() == plain.exits, symbol
        returns = closed["profit"] / closed["entry_notional"]
        assert returns == pytest.approx(plain.returns, abs=1e-7), symbol
        total += len(closed)
    assert total > 400


@pytest.mark.parametrize("hour", [0, 7, 23])
def test_cutting_the_data_off_changes_no_earlier_fill(ours: Backtest, shared: Path, hour: int) -> None:
    """In the middle of a day too: an unfinished day is not seen."""
    cut_ns = (19_600 * 24 + hour) * HOUR_MS * 1_000_000
    cut = run(shared, end_ns=cut_ns)

    def told(done: Backtest) -> list[tuple[int, int, int, int]]:
        times = done.bars.ts_open[done.outcome.fills["row"]]
        return [
            (int(fill["symbol"]), int(ts), int(fill["quantity"]), int(fill["price"]))
            for fill, ts in zip(done.outcome.fills, times, strict=True)
            if ts < cut_ns
        ]

    assert told(cut) == told(ours)
    assert 100 < len(told(cut)) < len(ours.outcome.fills)


def test_bars_coarser_than_the_decisions_are_refused(tmp_path: Path) -> None:
    data = tmp_path / "daily.csv"
    rows = [f"2024-01-{day:02d},A,1,1,1,1,1" for day in range(1, 29)]
    data.write_text("\n".join(["date,symbol,open,high,low,close,volume", *rows]), "utf-8")
    artifact = compile_file(STRATEGY).artifact
    request = BacktestRequest((), parse_costs("none", "0%"), Decimal(1000), Decimal(1))
    with pytest.raises(RunError, match="decides every 1h, and the bars of the data are 1d"):
        run_backtest(artifact, load_kernel(artifact), request, FileSource(data), SystemClock())
