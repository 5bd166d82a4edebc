"""The HTML report as text: self-contained, escaped, and holding what it says."""

import json
import re
from importlib import metadata

import numpy as np
import pytest

from runtime.backtest.report.chart_data import MAX_CANDLES, MAX_SYMBOLS
from runtime.backtest.report.errors import ReportError
from runtime.backtest.report.html import render_html, write_html
from runtime.backtest.report.page_table import MAX_TRADES
from runtime.domain.bars import DAY_NS

HOSTILE = "</script><script>alert(1)</script>"


def page_data(text):
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    return json.loads(found)


@pytest.fixture(scope="module")
def small(make_run):
    run = make_run()
    return run, render_html(run.summary, *run.parts)


def test_nothing_is_loaded_from_elsewhere(small):
    _, text = small
    assert not re.search(r'(src|href)="(?!https://www\.tradingview\.com/")', text)
    assert not re.search(r"@import|url\(", text)
    assert "default-src 'none'" in text


def test_the_library_keeps_its_licence_and_is_named(small):
    _, text = small
    assert "Licensed under Apache License 2.0" in text
    assert "TradingView Lightweight Charts" in text.split("<footer>")[1]


def test_names_are_text_wherever_they_stand(make_run):
    run = make_run(
        symbols=(HOSTILE, "A"),
        strategy=HOSTILE,
        source=HOSTILE,
        notes=[HOSTILE],
        rejected_rows={HOSTILE: 1},
        manifest={HOSTILE: HOSTILE},
    )
    text = render_html(run.summary, *run.parts)
    assert "<script>alert(1)" not in text
    assert text.count("</script>") == 3
    assert page_data(text)["symbols"][0]["symbol"] == HOSTILE


def test_candles_and_fills_are_those_of_the_run(small):
    run, text = small
    chart = page_data(text)["symbols"][1]
    rows = run.bars.rows_of(1)
    assert chart["symbol"] == "삼성전자"
    assert chart["close"] == run.bars.close[rows].tolist()
    assert chart["high"] == run.bars.high[rows].tolist()
    assert [fill["side"] for fill in chart["fills"][:4]] == [1, -1, 1, -1]
    assert [fill["entry"] for fill in chart["fills"][:4]] == [True, False, True, False]
    assert {fill["time"] for fill in chart["fills"]} <= set(chart["time"])
    assert chart["fills"][1]["reason"] == "trailing stop"


def test_the_curve_ends_where_the_money_is(small):
    run, text = small
    curve = page_data(text)["curve"]
    assert curve["equity"][-1] == pytest.approx(run.summary.metrics["equity_final"])
    assert min(curve["drawdown"]) == pytest.approx(-100 * run.summary.metrics["max_drawdown"], abs=1e-5)


def test_what_was_dropped_is_said_with_what_to_do(small):
    _, text = small
    section = text.split("<h2>Dropped and cut</h2>")[1].split("</section>")[0]
    assert "1,234" in section
    assert "no free cash was left" in section
    assert "--cash" in section
    assert "high below low" in section


def test_intraday_bars_are_drawn_coarser_and_the_times_are_local(make_run):
    minute = DAY_NS // 1440
    run = make_run(symbols=("A",), length=4 * MAX_CANDLES, timeframe_ns=minute, utc_offset_s=9 * 3600)
    data = page_data(render_html(run.summary, *run.parts))
    chart, high = data["symbols"][0], run.bars.high.reshape(-1, 5)
    assert chart["note"] == f"{4 * MAX_CANDLES:,} bars drawn as 5m candles"
    assert chart["time"][0] == int(run.bars.ts_open[0] // 10**9) + 9 * 3600
    assert chart["high"] == high.max(axis=1).tolist()
    assert len(data["curve"]["time"]) <= 4_000
    assert data["curve"]["equity"][-1] == run.outcome.equity[-1]


def test_many_symbols_and_trades_are_capped_and_said(make_run):
    symbols = tuple(f"{i:06}" for i in range(300))
    run = make_run(symbols=symbols, length=400)
    text = render_html(run.summary, *run.parts)
    data = page_data(text)
    assert len(data["symbols"]) == MAX_SYMBOLS
    assert "the 20 symbols with most trades, of 300 that traded" in text
    assert len(data["trades"]["rows"]) == MAX_TRADES
    assert data["trades"]["total"] == 6_000
    exits = [row[3] for row in data["trades"]["rows"]]
    assert exits == sorted(exits, reverse=True)
    assert exits[0] == int(run.bars.ts_open[run.outcome.trades["exit_row"]].max() // 10**9)


def test_a_halted_day_has_no_candle(make_run):
    run = make_run(symbols=("A",), length=40)
    run.bars.halted[[7, 8]] = True
    chart = page_data(render_html(run.summary, *run.parts))["symbols"][0]
    assert len(chart["time"]) == 38
    assert int(run.bars.ts_open[7] // 10**9) not in chart["time"]


def test_a_symbol_that_never_traded_on_the_venue_has_an_empty_chart(make_run):
    run = make_run(symbols=("A",), length=40)
    run.bars.halted[:] = True
    assert page_data(render_html(run.summary, *run.parts))["symbols"][0]["time"] == []


def test_undefined_figures_are_dashes_and_nulls(make_run):
    nothing = {name: float("nan") for name in make_run().summary.metrics}
    row = {"symbol": "A", "total_return": 0.0, "win_rate": float("nan"), "profit_factor": float("inf")}
    row |= {"trades": 0, "max_drawdown": 0.0, "commission": 0.0, "tax": 0.0, "equity_final": 1.0}
    run = make_run(metrics=nothing | {"symbols": 1}, per_symbol=[row])
    text = render_html(run.summary, *run.parts)
    assert ">nan" not in text.lower().replace("nanumgothic", "")
    assert page_data(text)["perSymbol"]["rows"][0].count(None) == 2


@pytest.mark.parametrize("target", ["missing/report.html", "."])
def test_a_path_that_cannot_be_written_is_one_message(make_run, tmp_path, target):
    run = make_run(length=40)
    with pytest.raises(ReportError, match="cannot write") as caught:
        write_html(tmp_path / target, run.summary, *run.parts)
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_missing_chart_library_is_named(make_run, monkeypatch):
    def absent(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("runtime.backtest.report.chart_library.distribution", absent)
    run = make_run(length=40)
    with pytest.raises(ReportError, match="lightweight-charts") as caught:
        render_html(run.summary, *run.parts)
    assert "pip install" in caught.value.hint


def test_months_compound_to_the_whole_run(make_run):
    from runtime.backtest.report.curve_data import monthly_returns

    run = make_run()
    table = monthly_returns(run.outcome, run.timeline, 0)
    monthly = np.array([gains[:12] for gains in table.values()]).ravel()
    whole = np.nanprod(1 + monthly) - 1
    assert whole == pytest.approx(run.summary.metrics["total_return"], rel=1e-9)
    assert np.isnan(monthly[10:]).all()  # the run ends in October
