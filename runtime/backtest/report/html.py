"""The report of a run: one HTML file that needs nothing else and asks nothing of a network."""

import json
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from runtime.backtest.report import page
from runtime.backtest.report.chart_data import charted_symbols, symbol_chart
from runtime.backtest.report.chart_library import load_chart_library
from runtime.backtest.report.curve_data import curve_chart, monthly_returns
from runtime.backtest.report.number_text import money_decimals
from runtime.backtest.report.page_table import symbol_rows, trade_rows
from runtime.backtest.report.summary import RunSummary
from runtime.backtest.report.trade_table import build_trade_table
from runtime.backtest.report.whole_file import whole_file
from runtime.domain.bars import DAY_NS, Bars, Timeline
from runtime.domain.grid import Grid
from runtime.domain.outcome import Outcome


def write_html(
    path: Path, summary: RunSummary, outcome: Outcome, bars: Bars, timeline: Timeline, grid: Grid
) -> None:
    """Write the report.

    Raises:
        ReportError: the file cannot be written, or the package of the chart library is missing.
    """
    text = render_html(summary, outcome, bars, timeline, grid)
    with whole_file(path) as file:
        file.write(text.encode())


def render_html(summary: RunSummary, outcome: Outcome, bars: Bars, timeline: Timeline, grid: Grid) -> str:
    """Return the report's text: figures as HTML, charts and long tables as data that its scripts draw."""
    charted = charted_symbols(outcome, bars)
    decimals = money_decimals(summary.currency)
    offset = summary.utc_offset_s
    data = {
        "symbols": [symbol_chart(outcome, bars, grid, symbol, offset) for symbol in charted],
        "curve": curve_chart(outcome, timeline, decimals, offset),
        "trades": trade_rows(build_trade_table(outcome, bars, grid), bars.timeframe_ns, offset, decimals),
        "perSymbol": symbol_rows(summary.per_symbol),
        "isIntraday": bars.timeframe_ns < DAY_NS,
        "moneyDecimals": decimals,
    }
    return Template(_template("report.html")).substitute(
        palette="korean" if summary.rises_in_red else "western",
        title=escape(summary.strategy),
        subtitle=page.subtitle(summary),
        key_figures=page.key_figures(summary),
        notes=page.notes(summary),
        charted=page.charted(len(charted), outcome, bars),
        months=page.months(monthly_returns(outcome, timeline, offset)),
        figures=page.figures(summary),
        dropped=page.dropped(summary),
        manifest=escape(json.dumps(summary.manifest, ensure_ascii=False, indent=2)),
        style=_template("report.css"),
        data=_in_script(data),
        library=load_chart_library().replace("</script", "<\\/script"),
        scripts=_template("table.js") + _template("charts.js"),
    )


def _template(name: str) -> str:
    return (files("runtime.backtest.report") / "template" / name).read_text(encoding="utf-8")


def _in_script(data: dict[str, Any]) -> str:
    # Inside a script element only "<" could end it; escaped, JSON reads the same.
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
