"""The parts of the report that are plain HTML; every text that comes from outside is escaped here."""

import math
from collections.abc import Mapping
from html import escape

from runtime.backtest.metrics.registry import Group, Statistic, Unit, all_statistics
from runtime.backtest.report.chart_data import MAX_SYMBOLS
from runtime.backtest.report.number_text import UNDEFINED, count_text, figure_text, money_text, time_text
from runtime.backtest.report.summary import RunSummary
from runtime.domain.bars import Bars
from runtime.domain.outcome import Outcome

KEY_FIGURES = (
    "total_return",
    "equity_final",
    "cagr",
    "max_drawdown",
    "sharpe",
    "win_rate",
    "profit_factor",
    "trades",
)
NOTIFICATIONS_LISTED = 100  # the last of them; `--alerts` writes all
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL_HEAT = 0.10  # a month of 10 % has the full colour


def subtitle(summary: RunSummary) -> str:
    """Say what ran over what."""
    first, last = (time_text(ts, summary.utc_offset_s) for ts in (summary.first_ts, summary.last_ts))
    parts = (
        summary.source,
        f"{first} to {last}",
        f"{summary.timeframe} bars",
        count_text(summary.metrics["symbols"], "symbol"),
        f"cash {money_text(summary.initial_cash, summary.currency)}",
    )
    return " · ".join(escape(part) for part in parts)


def key_figures(summary: RunSummary) -> str:
    """Return the tiles at the top."""
    by_name = {each.name: each for each in all_statistics()}
    return "\n".join(
        f'<div class="tile"><dt>{by_name[name].label}</dt>{_figure(summary, by_name[name], "dd")}</div>'
        for name in KEY_FIGURES
    )


def figures(summary: RunSummary) -> str:
    """Return a table for each group of statistics."""
    return "\n".join(
        f"<table><caption>{group.value}</caption><tbody>{_group(summary, group)}</tbody></table>"
        for group in Group
    )


def notes(summary: RunSummary) -> str:
    """Return the notes of the run, its surges first, or nothing."""
    told = (*([summary.surges.text] if summary.surges is not None else []), *summary.notes)
    items = "".join(f"<li>{escape(note)}</li>" for note in told)
    return f'<ul class="notes">{items}</ul>' if items else ""


def charted(count: int, outcome: Outcome, bars: Bars) -> str:
    """Say which symbols can be picked, where not all can."""
    if count == len(bars.symbols):
        return ""
    traded = len(set(outcome.trades["symbol"].tolist()))
    if traded > MAX_SYMBOLS:
        return f"the {count} symbols with most trades, of {traded:,} that traded"
    return f"the {count} that traded, of {len(bars.symbols):,} symbols" if traded else "no symbol traded"


def months(table: Mapping[int, list[float]]) -> str:
    """Return the rows of the monthly returns, each cell as warm as its month was good or bad."""
    head = "".join(f'<th scope="col">{name}</th>' for name in (*_MONTHS, "Year"))
    body = "".join(
        f'<tr><th scope="row">{year}</th>{"".join(map(_month, gains))}</tr>' for year, gains in table.items()
    )
    return f"<thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody>"


def dropped(summary: RunSummary) -> str:
    """Return what came to nothing, the rows of data that were kept out, and what was told."""
    orders = "".join(
        f"<tr><td>{each.count:,}</td><td>{escape(each.what)}"
        f"<small>first {escape(each.first_symbol)} {time_text(each.first_ts, summary.utc_offset_s)}"
        f"; {escape(each.advice)}</small></td></tr>"
        for each in summary.dropped
    )
    rows = "".join(
        f"<tr><td>{count:,}</td><td>{escape(reason)}{_first(summary.rejected_first.get(reason))}</td></tr>"
        for reason, count in summary.rejected_rows.items()
    )
    nothing = '<tr><td class="none" colspan="2">none</td></tr>'
    return (
        f"<table><caption>Orders</caption><tbody>{orders or nothing}</tbody></table>"
        f"<table><caption>Rows of the data kept out</caption><tbody>{rows or nothing}</tbody></table>"
        f"{_notifications(summary)}"
    )


def _notifications(summary: RunSummary) -> str:
    """Return the last of what was told, newest first; nothing where there is none."""
    told = summary.notifications or ()
    rows = "".join(
        f"<tr><td>{time_text(each.ts, summary.utc_offset_s)}</td>"
        f"<td>{escape(each.symbol)}<small>{escape(each.text)}</small></td></tr>"
        for each in reversed(told[-NOTIFICATIONS_LISTED:])
    )
    title = f"Notifications, {len(told):,} in all"
    return f"<table><caption>{title}</caption><tbody>{rows}</tbody></table>" if rows else ""


def _first(row: str | None) -> str:
    return f"<small>first {escape(row)}</small>" if row else ""


def _group(summary: RunSummary, group: Group) -> str:
    rows = [
        f'<tr><th scope="row">{each.label}</th>{_figure(summary, each, "td")}</tr>'
        for each in all_statistics()
        if each.group is group
    ]
    if group is Group.DATA:
        rows.append(f'<tr><th scope="row">Warm-up bars</th><td>{summary.warmup_bars:,}</td></tr>')
        rows.append(f'<tr><th scope="row">Engine</th><td>{summary.engine_seconds:.3f} s</td></tr>')
    return "".join(rows)


def _figure(summary: RunSummary, statistic: Statistic, tag: str) -> str:
    value = summary.metrics[statistic.name]
    text = escape(figure_text(value, statistic.unit, summary.currency))
    sign = _sign(value) if statistic.unit is Unit.GAIN else ""
    return f'<{tag} class="{sign}">{text}</{tag}>' if sign else f"<{tag}>{text}</{tag}>"


def _month(gain: float) -> str:
    if not math.isfinite(gain):
        return f"<td>{UNDEFINED}</td>"
    percent = round(gain * 100, 1)
    if percent == 0.0:
        return "<td>0.0</td>"
    heat = min(abs(gain) / _FULL_HEAT, 1.0)
    return f'<td class="heat {_sign(gain)}" style="--heat:{heat:.0%}">{percent:+.1f}</td>'


def _sign(value: float) -> str:
    if value > 0.0:
        return "gain"
    return "loss" if value < 0.0 else ""
