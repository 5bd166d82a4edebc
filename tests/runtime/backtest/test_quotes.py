"""Runs over a stream of quotes, against a plain reading of the same stream."""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.bar_source import FileSource, QuoteFileSource
from runtime.backtest.cost_tables import parse_costs
from runtime.backtest.request import BacktestRequest
from runtime.backtest.run import Backtest, run_backtest
from runtime.clock import SystemClock
from runtime.domain.errors import RunError
from runtime.market_data.generator.market import generate_market
from runtime.market_data.generator.market_file import write_market
from runtime.market_data.generator.profile import KRX

STRATEGY = Path(__file__).parents[3] / "strategies" / "unified_surge_scanner.jts"
MINUTE_NS = 60_000_000_000
DAY_NS = 1440 * MINUTE_NS
SYMBOLS = 60
AT_CLOSES = """strategy("At closes") {
  timeframes {
    minute = "1m"
    slow = "15m"
  }
  indicators {
    on minute { quick = SMA(period: 5) }
    on slow { calm = SMA(period: 3) }
  }
  entry.long {
    when (minute.quick > slow.calm) { buy(quantity: 1%) }
  }
  exit.long {
    when (minute.quick < slow.calm) { sell(quantity: all) }
  }
  surge_detection {
    when (close > slow.calm * 1.02 AND volume > avg_volume(5)) {
      execute_immediately({ broker: select_fastest_broker(), size: 1% })
    }
  }
}
"""


@dataclass(frozen=True)
class Generated:
    bars: Path
    quotes: Path
    surges: list[dict[str, str]]


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """Two days of minutes with more surges than usual, and the quotes inside them."""
    folder = tmp_path_factory.mktemp("quotes")
    profile = replace(KRX, event_rate=0.3)
    market = generate_market(
        profile, symbols=SYMBOLS, timeframe_ns=MINUTE_NS, days=2, seed=11, first_day=date(2025, 3, 4)
    )
    surges = io.BytesIO()
    bars, quotes = folder / "bars.parquet", folder / "quotes.parquet"
    with bars.open("wb") as bar_file, quotes.open("wb") as quote_file:
        write_market(market, bar_file, surges, quote_file)
    return Generated(bars, quotes, list(csv.DictReader(io.StringIO(surges.getvalue().decode()))))


@pytest.fixture
def at_closes(tmp_path: Path) -> Path:
    path = tmp_path / "at_closes.jts"
    path.write_text(AT_CLOSES, "utf-8")
    return path


def run(generated: Generated, strategy: Path = STRATEGY, **changes: object) -> Backtest:
    artifact = compile_file(strategy).artifact
    request = BacktestRequest(
        parameters=(),
        costs=parse_costs("krx", "0%"),
        cash=Decimal(10**11),
        lot=Decimal(1),
        venue="krx",
        currency="KRW",
        timeframe_ns=MINUTE_NS,
    )
    request = replace(request, **changes)  # type: ignore[arg-type]
    source = QuoteFileSource(generated.quotes)
    return run_backtest(artifact, load_kernel(artifact), request, source, SystemClock())


def test_every_injected_surge_is_seen_within_its_minute_and_no_other(generated: Generated) -> None:
    surges = run(generated).surges
    assert surges is not None
    found = [
        (surges.symbols[s], int(ts) // MINUTE_NS) for s, ts in zip(surges.symbol, surges.ts, strict=True)
    ]
    injected = {
        (surge["symbol"], int(datetime.fromisoformat(surge["timestamp"]).timestamp()) // 60)
        for surge in generated.surges
    }
    assert sorted(found) == sorted(injected)
    assert len(found) > SYMBOLS // 10
    assert 0 < surges.latency_ms.max() < 60_000
    assert set(surges.accounts) == {"creon", "kis_account_1", "kis_account_2"}


def plain_reading(generated: Generated) -> dict[str, tuple[int, int, float]]:
    """Return, for each symbol that surges: when first, and the time and ask of the quote after that."""
    table = pq.read_table(generated.quotes).to_pydict()
    nanoseconds = [
        int(np.datetime64(ts.replace(tzinfo=None), "ns").astype(np.int64)) for ts in table["timestamp"]
    ]
    found: dict[str, tuple[int, int, float]] = {}
    fired_at: dict[str, int] = {}
    closed: dict[str, list[tuple[int, float, float]]] = {}  # minutes of a symbol: end, close, volume
    forming: dict[str, tuple[int, float, float]] = {}
    columns = (table[name] for name in ("symbol", "last", "size", "bid", "ask"))
    for now, symbol, last, size, bid, ask in zip(nanoseconds, *columns, strict=True):
        if symbol in found:
            continue
        if symbol in fired_at:
            found[symbol] = (fired_at[symbol], now, ask)
            continue
        end = (now // MINUTE_NS + 1) * MINUTE_NS
        before = forming.get(symbol, (end, last, 0.0))
        bars = closed.setdefault(symbol, [])
        if before[0] != end:
            bars.append(before)
            before = (end, last, 0.0)
        forming[symbol] = (end, last, before[2] + size)
        then = next(((end, close) for end, close, _ in reversed(bars) if end <= now - 5 * MINUTE_NS), None)
        if then is None or then[0] // DAY_NS != now // DAY_NS or last / then[1] - 1 <= 0.03:
            continue
        volumes = [volume for _, _, volume in bars[-20:]]
        is_heavy = len(volumes) == 20 and forming[symbol][2] > sum(volumes) / 20 * 2
        if is_heavy and (ask - bid) / ((ask + bid) / 2) < 0.005:
            fired_at[symbol] = now
    return found


def test_first_surges_are_bought_at_the_ask_of_the_next_quote(generated: Generated) -> None:
    done = run(generated)
    plain = plain_reading(generated)
    fills = done.outcome.fills
    assert len(fills) == len(plain) > SYMBOLS // 10
    for fill in fills:
        _, filled, ask = plain[done.bars.symbols[fill["symbol"]]]
        assert done.bars.ts_open[fill["row"]] == filled
        price = fill["price"] / done.grid.price_scale[fill["symbol"]]
        assert price == (ask if ask == ask else done.bars.open[fill["row"]])


def told(done: Backtest, before_ns: int) -> list[tuple[str, int, int, int, int]]:
    times = done.bars.ts_open[done.outcome.fills["row"]]
    return [
        (
            done.bars.symbols[fill["symbol"]],
            int(ts),
            *(int(fill[name]) for name in ("side", "quantity", "price")),
        )
        for fill, ts in zip(done.outcome.fills, times, strict=True)
        if ts < before_ns
    ]


@pytest.mark.parametrize("share", [0.3, 0.55, 0.9])
def test_cutting_the_stream_off_changes_no_earlier_fill(
    generated: Generated, at_closes: Path, share: float
) -> None:
    whole = run(generated, at_closes)
    rows = whole.outcome.fills["row"]
    cut_ns = int(whole.bars.ts_open[rows[int(len(rows) * share)]])
    cut = run(generated, at_closes, end_ns=cut_ns)
    assert told(cut, cut_ns) == told(whole, cut_ns)
    assert 100 < len(told(cut, cut_ns)) < len(rows)


def test_rules_at_closes_are_those_of_the_bars(generated: Generated, tmp_path: Path) -> None:
    """Without surge_detection the same decisions follow from the bars, and fill at the quotes after them."""
    path = tmp_path / "closes.jts"
    path.write_text(AT_CLOSES.partition("  surge_detection")[0] + "}\n", "utf-8")
    of_quotes = run(generated, path)
    artifact = compile_file(path).artifact
    request = BacktestRequest(
        (), parse_costs("krx", "0%"), Decimal(10**11), Decimal(1), currency="KRW", venue="krx"
    )
    source = FileSource(generated.bars)
    of_bars = run_backtest(artifact, load_kernel(artifact), request, source, SystemClock())

    def by_minute(done: Backtest) -> set[tuple[str, int, int]]:
        times = done.bars.ts_open[done.outcome.fills["row"]] // MINUTE_NS
        return {
            (done.bars.symbols[fill["symbol"]], int(minute), int(fill["side"]))
            for fill, minute in zip(done.outcome.fills, times, strict=True)
        }

    assert by_minute(of_quotes) == by_minute(of_bars)
    assert len(by_minute(of_bars)) > 500


def test_from_a_day_on_the_rest_is_warm_up(generated: Generated) -> None:
    second_day = int(np.datetime64("2025-03-05", "ns").astype(np.int64))
    done = run(generated, start_ns=second_day)
    rows = done.outcome.fills["row"]
    assert len(rows) > 0
    assert done.bars.ts_open[rows].min() >= second_day
    surges = run(generated).surges
    assert surges is not None
    assert done.surges is not None
    assert len(done.surges.ts) == np.count_nonzero(surges.ts >= second_day)


def test_the_length_of_bars_must_be_known(generated: Generated) -> None:
    with pytest.raises(RunError, match="how long the bars are"):
        run(generated, timeframe_ns=None)


def test_a_stream_in_no_session_is_refused(generated: Generated, tmp_path: Path) -> None:
    path = tmp_path / "night.csv"
    path.write_text("timestamp,symbol,last,size,bid,ask\n2025-03-04 15:00:00,A,1,1,1,1\n", "utf-8")
    with pytest.raises(RunError, match="no bar of 1m ends within the quotes"):
        run(replace(generated, quotes=path))


def test_the_order_of_rows_between_symbols_is_nothing(generated: Generated, tmp_path: Path) -> None:
    by_time = tmp_path / "by_time.parquet"
    pq.write_table(pq.read_table(generated.quotes).sort_by("timestamp"), by_time)
    one, other = (run(each).surges for each in (generated, replace(generated, quotes=by_time)))
    assert one is not None
    assert other is not None
    seen = [
        sorted(zip((each.symbols[s] for s in each.symbol), each.ts, each.percent, strict=True))
        for each in (one, other)
    ]
    assert seen[0] == seen[1] != []
