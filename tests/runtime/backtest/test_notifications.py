"""What is told in a run, against a plain reading of one symbol's bars."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest

from jtsc.artifact import Artifact, Message, MessagePart
from jtsc.driver import compile_file, load_kernel
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.feeds import plain_feeds
from runtime.backtest.grids import build_grid
from runtime.backtest.market_stage import market_signals
from runtime.backtest.notifications import list_notifications, message_text
from runtime.backtest.parameters import kernel_parameters
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import run_backtest
from runtime.clock import SystemClock
from runtime.domain.bars import Bars
from runtime.domain.execution import Execution
from runtime.domain.limits import RiskLimits
from runtime.engine.account_stage import run_account_stage
from runtime.engine.session import AccountSession
from runtime.engine.setup import build_market, build_state
from runtime.engine.tiles import Tiling
from runtime.market_data.loaded_bars import LoadedBars
from runtime.market_data.selection import select_span
from runtime.market_data.timeline import build_timeline
from tests.runtime.backtest.made_bars import GivenBars, random_hours

CASH = 100_000
COSTS = parse_costs("none", "0%")
STRATEGY = r"""strategy("Tells") {
  alerts {
    when (close > 101) { notify("{symbol} above {{101}}") }
    when (close > 101 OR position.bars_held >= 2) { notify("either, \"{position.quantity}\" held") }
  }
  entry.long {
    when (close > open AND position.quantity == 0) {
      notify("buy {symbol} at {close}")
      buy(quantity: 10)
    }
    when (close < open - 1) { notify("falls {close / open - 1}") }
  }
  exit.long {
    when (position.bars_held >= 4) {
      sell(quantity: all)
      notify("sell after {position.bars_held}: {position.unrealized_return}")
      notify("둘째 {close > open}")
    }
  }
}
"""
Told = tuple[int, str, str]  # time, symbol, text


@pytest.fixture(scope="module")
def artifact(tmp_path_factory: pytest.TempPathFactory) -> Artifact:
    path = tmp_path_factory.mktemp("tells") / "tells.jts"
    path.write_text(STRATEGY, "utf-8")
    return compile_file(path).artifact


def backtest(artifact: Artifact, bars: Bars, **options: object) -> list[Told]:
    request = BacktestRequest((), COSTS, Decimal(CASH), Decimal(1), currency="KRW", **options)  # type: ignore[arg-type]
    source = GivenBars(LoadedBars(bars, (), ()))
    done = run_backtest(artifact, load_kernel(artifact), request, source, SystemClock())
    return [(each.ts, each.symbol, each.text) for each in done.summary.notifications or ()]


def percent(value: float) -> str:
    return f"{round(value * 100, 2):.2f}%"


def plain(bars: Bars) -> Iterator[Told]:
    """Read one symbol's bars in turn; 10 shares are bought where a bar rises, and sold after four more."""
    shares, entry, held, wanted = 0, 0.0, 0, ""
    were = {"above": False, "either": False, "falls": False}
    for row in np.flatnonzero(~bars.halted).tolist():
        opened, close, now = float(bars.open[row]), float(bars.close[row]), int(bars.ts_close[row])
        if wanted == "buy":
            shares, entry, held = 10, opened, -1
        elif wanted == "sell":
            shares = 0
        wanted = ""
        held += 1
        true = {
            "above": close > 101,
            "either": close > 101 or (shares > 0 and held >= 2),
            "falls": close < opened - 1,
        }
        texts = {
            "above": "S000 above {101}",
            "either": f'either, "{shares}" held',
            "falls": f"falls {percent(close / opened - 1)}",
        }
        for name, text in texts.items():
            if true[name] and not were[name]:
                yield now, "S000", text
        were = true
        if shares and held >= 4:
            wanted = "sell"
            yield now, "S000", f"sell after {held}: {percent(close / entry - 1)}"
            yield now, "S000", f"둘째 {'true' if close > opened else 'false'}"
        if not shares and close > opened:
            wanted = "buy"
            yield now, "S000", f"buy S000 at {close:.0f}"


def test_what_is_told_is_that_of_a_plain_reading(artifact: Artifact) -> None:
    bars = random_hours(31, [1200])
    expected = list(plain(bars))
    kinds = {text.split()[0] for _, _, text in expected}
    assert kinds == {"S000", "either,", "falls", "sell", "둘째", "buy"}
    assert backtest(artifact, bars) == expected


def test_cutting_the_data_off_changes_nothing_told_before(artifact: Artifact) -> None:
    bars = random_hours(7, [500, 250, 500])
    whole = backtest(artifact, bars)
    assert [ts for ts, _, _ in whole] == sorted(ts for ts, _, _ in whole)
    for part in (0.3, 0.7):
        end = int(bars.ts_close.max() * part)
        cut = select_span(bars, None, end)
        told = backtest(artifact, cut)
        assert len(told) > 50
        last = int(cut.ts_close.max())
        assert told == [each for each in whole if each[0] <= last]


def test_threads_and_accounts_of_their_own_change_nothing(artifact: Artifact) -> None:
    bars = random_hours(3, [300, 200, 300, 100])
    alone = [told for symbol in range(4) for told in backtest(artifact, one_symbol(bars, symbol))]
    apart = backtest(artifact, bars, per_symbol=True, tiling=Tiling(threads=3, rows=150))
    assert sorted(apart) == sorted(alone)


def one_symbol(bars: Bars, symbol: int) -> Bars:
    """Return a symbol's bars by themselves."""
    rows = bars.rows_of(symbol)
    columns = ("ts_open", "ts_close", "open", "high", "low", "close", "volume", "halted")
    held = {name: getattr(bars, name)[rows] for name in columns}
    starts = np.array([0, rows.stop - rows.start], np.int64)
    return Bars(
        symbols=(bars.symbols[symbol],),
        starts=starts,
        price_scale=bars.price_scale[symbol : symbol + 1],
        timeframe_ns=bars.timeframe_ns,
        **held,
    )


def test_one_event_at_a_time_tells_the_same(artifact: Artifact) -> None:
    bars = random_hours(19, [300, 280, 300])
    kernel = load_kernel(artifact)
    feeds, timeline = plain_feeds(bars, np.zeros(3, np.int64)), build_timeline(bars)
    grid = build_grid(bars, Decimal(1), None, "KRW")
    params = kernel_parameters({}, artifact, kernel)
    signals = market_signals(artifact, kernel, feeds, grid, params)
    execution, first = Execution(CASH * grid.cash_scale), bars.starts[:-1]
    given = (bars, timeline, grid, COSTS, signals, RiskLimits(), execution, first)
    outcome = run_account_stage(*given)
    session = AccountSession(
        build_market(*given, None, None), build_state(bars, timeline, execution, signals)
    )
    for slot in range(len(timeline.ts_open)):
        session.on_open(slot)
        session.on_bar(slot)
        session.on_close(slot)
    assert len(session.notices) > 200
    values = session.state.notice_values[: len(session.notices)]
    for name in ("row", "symbol", "message"):
        assert session.notices[name].tolist() == outcome.notices[name].tolist(), name
    has_value = [len(artifact.messages[each].terms) > 0 for each in session.notices["message"].tolist()]
    assert values[has_value, 0].tobytes() == outcome.notice_values[has_value, 0].tobytes()
    assert len(list_notifications(outcome, artifact, bars)) == len(session.notices)


def written(value: float, unit: str) -> str:
    return message_text(Message((MessagePart("value", unit),), ()), "S", [value])


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (-0.0512345, "ratio", "-5.12%"),
        (70_500.0, "price", "70500"),
        (1_234_567_890_123.0, "money", "1234567890123"),
        (0.00001234, "price", "0.00001234"),
        (56.781234, "number", "56.7812"),
        (float("nan"), "ratio", "na"),
        (33_300e9, "time", "09:15"),
    ],
)
def test_values_are_written_as_people_read_them(value: float, unit: str, text: str) -> None:
    assert written(value, unit) == text
