"""The summary on a terminal: what it says, how wide it is and when it has colour."""

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from runtime.backtest.report.surge_figures import SurgeFigures
from runtime.backtest.report.terminal import print_summary

RED_GAIN, GREEN_GAIN = (rf"\x1b\[{code}m *\+25\.00 %" for code in (31, 32))


def printed(summary, width=80, **options):
    stream = io.StringIO()
    print_summary(summary, Console(file=stream, width=width, **options))
    return stream.getvalue()


def accounts(count):
    row = {"trades": 3, "win_rate": 2 / 3, "profit_factor": 1.5, "max_drawdown": 0.1}
    row |= {"commission": 1.0, "tax": 0.0, "equity_final": 1.0}
    return [{"symbol": f"종목{i:04}", "total_return": i / count - 0.5, **row} for i in range(count)]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(make_run, width):
    summary = make_run(symbols=("삼성전자우선주", "B"), per_symbol=accounts(30)).summary
    assert max(map(cell_len, printed(summary, width).splitlines())) <= width


def test_korean_names_leave_the_columns_straight(make_run):
    rows = accounts(4)
    rows[0]["symbol"], rows[1]["symbol"] = "A", "삼성전자"
    lines = [line for line in printed(make_run(per_symbol=rows).summary).splitlines() if "10.00 %" in line]
    assert len(lines) == 4
    assert len({cell_len(line[: line.index("10.00 %")]) for line in lines}) == 1


def test_won_have_separators_and_no_decimals(make_run):
    run = make_run()
    final = f"{run.summary.metrics['equity_final']:,.0f} KRW"
    assert final in printed(run.summary)
    assert "cash 100,000,000.00" in printed(make_run(currency=None).summary)


def test_colour_only_on_a_terminal_and_the_korean_way_for_won(make_run):
    summary = make_run(metrics=make_run().summary.metrics | {"total_return": 0.25}).summary
    assert "\x1b" not in printed(summary)
    assert re.search(RED_GAIN, printed(summary, force_terminal=True, color_system="standard"))
    foreign = make_run(currency="USD", metrics=summary.metrics).summary
    assert re.search(GREEN_GAIN, printed(foreign, force_terminal=True, color_system="standard"))


def test_drops_say_how_often_why_since_when_and_what_to_do(make_run):
    text = re.sub(r"\s+", " ", printed(make_run().summary))
    assert "1,234 no free cash was left for the entry (first 삼성전자 2020-10-21)" in text
    assert "→ give more --cash" in text
    assert "3 high below low" in text
    assert "venue rules are off" in text


def test_many_symbols_show_both_ends(make_run):
    text = printed(make_run(per_symbol=accounts(1_800)).summary)
    assert "best and worst 5 of 1,800" in text
    assert "종목1799" in text
    assert "종목0000" in text
    assert "종목0900" not in text


def test_names_with_markup_are_shown_as_they_are(make_run):
    assert "[red]x[/red]" in printed(make_run(strategy="[red]x[/red]").summary)


def test_surges_and_quotes_are_said(make_run):
    text = printed(make_run(surges=SurgeFigures(1_234, 1_500.0, 60_000.0), quotes=9_000).summary)
    assert "1,234 surges detected, each at most 60 s after it was there (median 1.5 s)" in text
    assert "9,000 quotes  ·  600 bars" in text
    assert "no surge detected" in printed(make_run(surges=SurgeFigures(0, None, None)).summary)
