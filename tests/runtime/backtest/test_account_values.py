"""Rules over values of the account, against a plain reading of one symbol's bars, fill by fill."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import SystemClock
from runtime.domain.bars import Bars
from runtime.domain.errors import RunError
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.selection import select_span
from tests.runtime.backtest.made_bars import GivenBars, random_hours

CASH, SHARES = 100_000, 10
COSTS = parse_costs("buy=1%,sell=1%,tax=0.5%", "0%")
ROWS = 400
Fill = tuple[int, int, int]  # row, shares with their sign, price


@dataclass
class Now:
    """What the account is at the close of a bar; the position's values are None without one."""

    close: float
    open: float
    equity: float
    cash: float
    positions: int
    quantity: int
    entry_price: float | None = None
    unrealized_return: float | None = None
    pnl: float | None = None
    bars_held: int | None = None
    best: float | None = None


def both(*values: bool | None) -> bool | None:
    return False if False in values else None if None in values else True


def either(*values: bool | None) -> bool | None:
    return True if True in values else None if None in values else False


def than(value: float | None, test: Callable[[float], bool]) -> bool | None:
    return None if value is None else test(value)


# An exit as the strategy says it, and as Python does; entries are at every close above the open.
EXITS: dict[str, tuple[str, Callable[[Now], bool | None]]] = {
    "loss": ("position.unrealized_return < -3%", lambda n: than(n.unrealized_return, lambda r: r < -0.03)),
    "profit or the market": (
        "position.pnl > 2% OR close < open - 1",
        lambda n: either(than(n.pnl, lambda p: p > 0.02), n.close < n.open - 1),
    ),
    "profit and the market": (
        "NOT (position.pnl <= 0 OR close >= open)",
        lambda n: both(than(n.pnl, lambda p: p > 0), n.close < n.open),
    ),
    "time": ("position.bars_held >= 7", lambda n: than(n.bars_held, lambda b: b >= 7)),
    "trail": ("close < best * 0.97", lambda n: than(n.best, lambda b: n.close < b * 0.97)),
    "money": ("equity < 99_980 KRW OR cash > 99_000 KRW", lambda n: n.equity < 99_980 or n.cash > 99_000),
    "price": (
        "close / position.entry_price between [0.5, 0.98]",
        lambda n: than(n.entry_price, lambda p: 0.5 <= n.close / p <= 0.98),
    ),
    "choice": (
        "if position.quantity > 5 AND positions == 1 THEN max(position.pnl, -2%) > 1% else true".replace(
            "THEN", "then"
        ),
        lambda n: (
            than(n.pnl, lambda p: max(p, -0.02) > 0.01) if n.quantity > 5 and n.positions == 1 else True
        ),
    ),
}


def text(condition: str) -> str:
    return f"""strategy("Asks") {{
  var best = high then max(best, high) since entry
  indicators {{
    met = {condition}
  }}
  entry.long {{
    when (close > open AND position.quantity == 0) {{ buy(quantity: {SHARES}) }}
  }}
  exit.long {{
    when (met) {{ sell(quantity: all) }}
  }}
}}
"""


def backtest(tmp_path: Path, source: str, bars: Bars) -> Backtest:
    path = tmp_path / "asks.jts"
    path.write_text(source, "utf-8")
    artifact = compile_file(path).artifact
    request = BacktestRequest((), COSTS, Decimal(CASH), Decimal(1), currency="KRW")
    source_of = GivenBars(LoadedBars(bars, (), ()))
    return run_backtest(artifact, load_kernel(artifact), request, source_of, SystemClock())


def fills_of(done: Backtest) -> list[Fill]:
    return [(int(f["row"]), int(f["side"] * f["quantity"]), int(f["price"])) for f in done.outcome.fills]


def plain(bars: Bars, met: Callable[[Now], bool | None]) -> Iterator[Fill]:
    """Trade one symbol in whole shares at whole prices, with the costs of `COSTS`."""
    cash, shares, entry, cost, paid, held, best = CASH, 0, 0, 0, 0, 0, 0.0
    wanted = ""
    for row in range(bars.rows):
        if bars.halted[row]:
            continue
        opened, high, close = int(bars.open[row]), float(bars.high[row]), int(bars.close[row])
        if wanted == "buy":
            value = opened * SHARES
            shares, entry, cost, paid, held, best = SHARES, opened, value, value // 100, -1, high
            cash -= value + paid
            yield row, SHARES, opened
        elif wanted == "sell":
            value = opened * shares
            cash += value - value // 100 - value * 5 // 1000
            yield row, -shares, opened
            shares = 0
        wanted = ""
        now = Now(close, float(bars.open[row]), cash + shares * close, cash, int(shares > 0), shares)
        if shares:
            held += 1
            best = max(best, high)
            now = replace(
                now,
                entry_price=entry,
                unrealized_return=close / entry - 1,
                pnl=(shares * close - cost - paid) / cost,
                bars_held=held,
                best=best,
            )
            wanted = "sell" if met(now) is True else ""
        elif close > bars.open[row]:
            wanted = "buy"


@pytest.mark.parametrize("name", EXITS)
def test_fills_are_those_of_a_plain_reading(tmp_path: Path, name: str) -> None:
    condition, met = EXITS[name]
    bars = random_hours(22, [ROWS])
    expected = list(plain(bars, met))
    assert len(expected) > 12
    assert fills_of(backtest(tmp_path, text(condition), bars)) == expected


def test_cutting_the_data_off_changes_no_earlier_fill(tmp_path: Path) -> None:
    bars = random_hours(5, [ROWS, ROWS // 2, ROWS])
    source = text("position.pnl > 2% OR close < best * 0.97 OR equity < 99_000 KRW")
    whole = backtest(tmp_path, source, bars)
    for part in (0.3, 0.7):
        end = int(bars.ts_close.max() * part)
        cut = select_span(bars, None, end)
        known = backtest(tmp_path, source, cut)
        told = [
            (int(f["symbol"]), int(cut.ts_open[f["row"]]), int(f["quantity"])) for f in known.outcome.fills
        ]
        assert len(told) > 10
        earlier = [
            (int(f["symbol"]), int(bars.ts_open[f["row"]]), int(f["quantity"]))
            for f in whole.outcome.fills
            if bars.ts_open[f["row"]] < end
        ]
        assert told == earlier


@pytest.mark.parametrize("market", ["close > 1_000_000", "close / (close - close) > 1"], ids=["false", "na"])
def test_what_the_account_says_is_not_gated_by_the_market(tmp_path: Path, market: str) -> None:
    """`a OR b`, a of the account: where the market's b is false or na, a still decides."""
    bars = random_hours(9, [ROWS])
    alone = fills_of(backtest(tmp_path, text("position.bars_held >= 3"), bars))
    assert len(alone) > 20
    assert fills_of(backtest(tmp_path, text(f"position.bars_held >= 3 OR {market}"), bars)) == alone
    assert len(fills_of(backtest(tmp_path, text(f"position.bars_held >= 3 AND {market}"), bars))) == 1


def test_values_of_one_account_are_those_of_all_its_symbols(tmp_path: Path) -> None:
    """No more than two positions at the decision: the third waits until one is closed."""
    bars = random_hours(11, [ROWS] * 5)
    source = text("position.bars_held >= 4").replace("position.quantity == 0", "positions < 2")
    done = backtest(tmp_path, source, bars)
    held: set[int] = set()
    decided: list[int] = []
    for fill in done.outcome.fills:
        if fill["side"] > 0:
            decided.append(len(held))
            held.add(int(fill["symbol"]))
        else:
            held.discard(int(fill["symbol"]))
    assert len(decided) > 20
    assert max(decided) < 5


def test_a_stream_of_quotes_says_that_it_cannot_ask_the_account_yet(tmp_path: Path) -> None:
    bars = replace(random_hours(2, [50]), timeframe_ns=1)
    bars = replace(bars, ts_close=bars.ts_open + 1)
    path = tmp_path / "asks.jts"
    path.write_text(text("position.pnl > 2%"), "utf-8")
    artifact = compile_file(path).artifact
    request = BacktestRequest(
        (), COSTS, Decimal(CASH), Decimal(1), timeframe_ns=24 * 3600 * 10**9, venue="crypto"
    )
    with pytest.raises(RunError, match="values of the account"):
        run_backtest(
            artifact, load_kernel(artifact), request, GivenBars(LoadedBars(bars, (), ())), SystemClock()
        )
