"""UnifiedSurgeScanner on a generated day of minutes: each injected surge is bought once, and nothing else."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from jtsc.driver import compile_file, load_kernel
from runtime.backtest.bar_source import FileSource
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
SYMBOLS = 150


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """A day of minutes with more surges than usual, and the list of them."""
    path = tmp_path_factory.mktemp("surges") / "day.parquet"
    profile = replace(KRX, event_rate=0.2)
    market = generate_market(
        profile, symbols=SYMBOLS, timeframe_ns=MINUTE_NS, days=2, seed=11, first_day=date(2025, 3, 4)
    )
    surges = io.BytesIO()
    with path.open("wb") as bars:
        write_market(market, bars, surges)
    return path, list(csv.DictReader(io.StringIO(surges.getvalue().decode())))


def run(data: Path, strategy: Path = STRATEGY, end_ns: int | None = None) -> Backtest:
    artifact = compile_file(strategy).artifact
    request = BacktestRequest(
        parameters=(),
        costs=parse_costs("krx", "0%"),
        cash=Decimal(10**11),
        lot=Decimal(1),
        venue="krx",
        currency="KRW",
        end_ns=end_ns,
    )
    return run_backtest(artifact, load_kernel(artifact), request, FileSource(data), SystemClock())


def test_every_injected_surge_is_bought_at_the_next_open_and_nothing_else(
    generated: tuple[Path, list[dict[str, str]]],
) -> None:
    data, surges = generated
    done = run(data)
    fills = done.outcome.fills
    bought = {(done.bars.symbols[fill["symbol"]], int(done.bars.ts_open[fill["row"] - 1])) for fill in fills}
    first: dict[str, int] = {}  # the strategy never sells: only a symbol's first surge is bought
    for surge in surges:
        opened = int(datetime.fromisoformat(surge["timestamp"]).timestamp()) * 10**9
        first[surge["symbol"]] = min(opened, first.get(surge["symbol"], opened))
    assert bought == set(first.items())
    assert len(bought) > SYMBOLS // 10


def test_cutting_the_data_off_changes_no_earlier_fill(generated: tuple[Path, list[dict[str, str]]]) -> None:
    data, _ = generated
    whole = run(data)
    cut_ns = int(whole.bars.ts_open[whole.outcome.fills["row"][len(whole.outcome.fills) // 2]])
    cut = run(data, end_ns=cut_ns)

    def told(done: Backtest) -> list[tuple[str, int, int, int]]:
        times = done.bars.ts_open[done.outcome.fills["row"]]
        return [
            (done.bars.symbols[fill["symbol"]], int(ts), int(fill["quantity"]), int(fill["price"]))
            for fill, ts in zip(done.outcome.fills, times, strict=True)
            if ts < cut_ns
        ]

    assert told(cut) == told(whole)
    assert 0 < len(told(cut)) < len(whole.outcome.fills)


def test_without_quotes_the_run_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "bars.csv"
    rows = [f"2025-03-04 00:{minute:02d},A,1,1,1,1,1" for minute in range(40)]
    data.write_text("\n".join(["timestamp,symbol,open,high,low,close,volume", *rows]), "utf-8")
    with pytest.raises(RunError, match="needs bid and ask"):
        run(data)


def test_symbols_in_no_slice_are_not_traded(
    generated: tuple[Path, list[dict[str, str]]], tmp_path: Path
) -> None:
    data, _ = generated
    text = STRATEGY.read_text("utf-8")
    few = tmp_path / "few.jts"
    rest = text.partition("  surge_detection")[2]
    few.write_text('strategy("Few") {\n  sources { a: symbols[0..49] }\n  surge_detection' + rest, "utf-8")
    whole, done = run(data), run(data, few)
    assert np.all(done.outcome.fills["symbol"] < 50)
    assert len(done.outcome.fills) == np.count_nonzero(whole.outcome.fills["symbol"] < 50)
    assert f"{SYMBOLS - 50} symbols stand in no slice of `sources` and are not traded" in done.summary.notes


@pytest.mark.parametrize(
    ("span", "message"), [("30s", "shorter than a bar of 1m"), ("36h", "no whole number of days")]
)
def test_a_span_that_the_bars_cannot_show_is_refused(
    generated: tuple[Path, list[dict[str, str]]], tmp_path: Path, span: str, message: str
) -> None:
    path = tmp_path / "span.jts"
    rule = f"when (price_change({span}) > 3%) {{ buy(quantity: 5%) }}"
    path.write_text(f'strategy("Span") {{\n  entry.long {{ {rule} }}\n}}\n', "utf-8")
    with pytest.raises(RunError, match=message):
        run(generated[0], path)


def test_a_bar_whose_quote_is_bad_is_traded_and_said_to_be(tmp_path: Path) -> None:
    data = tmp_path / "bars.csv"
    rows = [f"2025-03-04 00:{minute:02d},A,10,10,10,10,1,9,11" for minute in range(40)]
    rows[30] = "2025-03-04 00:30,A,10,10,10,10,1,11,9"
    data.write_text("\n".join(["timestamp,symbol,open,high,low,close,volume,bid,ask", *rows]), "utf-8")
    done = run(data)
    assert done.summary.rejected_rows == {}
    assert done.summary.metrics["bars"] == 40
    assert any(note.startswith("quotes kept out: 1 with bid or ask") for note in done.summary.notes)
