"""A run at a glance, for a terminal of 80 columns or more (narrower ones get one column)."""

import math
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from runtime.backtest.metrics import registry
from runtime.backtest.metrics.registry import Statistic, Unit, all_statistics
from runtime.backtest.report.number_text import count_text, figure_text, money_text, time_text
from runtime.backtest.report.summary import RunSummary

TWO_COLUMNS_FROM = 76
BEST_AND_WORST = 5  # symbols shown at either end of a screening run
LAST_NOTIFICATIONS = 5  # shown of those there are
_LEFT = (registry.Group.RETURN, registry.Group.TRADES)
_RIGHT = (registry.Group.RISK, registry.Group.COSTS)


def print_summary(summary: RunSummary, console: Console) -> None:
    """Print a run, in colour where the console is a terminal."""
    left = [_statistics(summary, group) for group in _LEFT]
    right = [_statistics(summary, group) for group in _RIGHT]
    console.print(_header(summary))
    if console.width >= TWO_COLUMNS_FROM:
        columns = Table.grid(expand=True, padding=(0, 2))
        columns.add_column(ratio=1)
        columns.add_column(ratio=1)
        columns.add_row(Group(*left), Group(*right))
        console.print(columns)
    else:
        console.print(*left, *right, sep="\n")
    for block in _below(summary):
        console.print(block)


def _header(summary: RunSummary) -> RenderableType:
    first, last = (time_text(ts, summary.utc_offset_s) for ts in (summary.first_ts, summary.last_ts))
    cash = money_text(summary.initial_cash, summary.currency)
    return Group(
        Text(summary.strategy, style="bold"),
        Text(summary.source, style="dim"),
        Text(f"{first} to {last}  ·  {summary.timeframe} bars  ·  cash {cash}", style="dim"),
        Text(),
    )


def _statistics(summary: RunSummary, group: registry.Group) -> RenderableType:
    table = _block()
    for each in all_statistics():
        if each.group is group:
            table.add_row(Text(each.label), _figure(summary, each))
    return Group(Text(group.value, style="bold underline"), table, Text())


def _block() -> Table:
    table = Table.grid(expand=True, padding=(0, 1))
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    return table


def _figure(summary: RunSummary, statistic: Statistic) -> Text:
    value = summary.metrics[statistic.name]
    text = figure_text(value, statistic.unit, summary.currency)
    return Text(text, style=_gain_style(value, summary) if statistic.unit is Unit.GAIN else "")


def _gain_style(value: float, summary: RunSummary) -> str:
    if not math.isfinite(value) or value == 0.0:
        return ""
    gain, loss = ("red", "blue") if summary.rises_in_red else ("green", "red")
    return gain if value > 0.0 else loss


def _below(summary: RunSummary) -> Iterable[RenderableType]:
    if summary.per_symbol:
        yield _symbols(summary)
    if summary.dropped:
        yield _dropped(summary)
    if summary.rejected_rows:
        yield _rejected(summary)
    if summary.surges is not None:
        yield Group(Text(summary.surges.text), Text())
    if summary.notifications:
        yield _notifications(summary)
    if summary.notes:
        notes = (Text(f"· {note}") for note in summary.notes)
        yield Group(Text("Notes", style="bold underline"), *notes, Text())
    yield _run_facts(summary)


def _symbols(summary: RunSummary) -> RenderableType:
    rows = sorted(summary.per_symbol, key=lambda row: -float(row["total_return"]))
    is_cut = len(rows) > 2 * BEST_AND_WORST
    shown = rows[:BEST_AND_WORST] + rows[-BEST_AND_WORST:] if is_cut else rows
    title = f"Symbols: best and worst {BEST_AND_WORST} of {len(rows):,}" if is_cut else "Symbols"
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("Symbol", ratio=1, min_width=9)
    for label in ("Return", "Max drawdown", "Trades", "Win rate", "Profit factor"):
        table.add_column(label, justify="right", no_wrap=True)
    for row in shown:
        gain = float(row["total_return"])
        figures = (
            (row["max_drawdown"], Unit.PERCENT),
            (row["trades"], Unit.COUNT),
            (row["win_rate"], Unit.PERCENT),
            (row["profit_factor"], Unit.NUMBER),
        )
        table.add_row(
            Text(str(row["symbol"])),
            Text(figure_text(gain, Unit.GAIN, None), style=_gain_style(gain, summary)),
            *(Text(figure_text(float(value), unit, None)) for value, unit in figures),
        )
    return Group(Text(title, style="bold underline"), table, Text())


def _dropped(summary: RunSummary) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for dropped in summary.dropped:
        first = f"first {dropped.first_symbol} {time_text(dropped.first_ts, summary.utc_offset_s)}"
        where = f"{first}; {dropped.symbols:,} symbols" if dropped.symbols > 1 else first
        table.add_row(f"{dropped.count:,}", Text.assemble(dropped.what, (f" ({where})", "dim")))
        table.add_row("", Text(f"→ {dropped.advice}", style="dim"))
    return Group(Text("Orders dropped or cut", style="bold underline"), table, Text())


def _notifications(summary: RunSummary) -> RenderableType:
    told = summary.notifications or ()
    is_cut = len(told) > LAST_NOTIFICATIONS
    title = f"Notifications: the last {LAST_NOTIFICATIONS} of {len(told):,}" if is_cut else "Notifications"
    table = Table.grid(padding=(0, 2))
    for each in told[-LAST_NOTIFICATIONS:]:
        table.add_row(
            Text(time_text(each.ts, summary.utc_offset_s), style="dim"), Text(each.symbol), Text(each.text)
        )
    return Group(Text(title, style="bold underline"), table, Text())


def _rejected(summary: RunSummary) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for reason, count in summary.rejected_rows.items():
        first = summary.rejected_first.get(reason)
        table.add_row(f"{count:,}", Text.assemble(reason, (f" (first {first})" if first else "", "dim")))
    return Group(Text("Rows of the data kept out", style="bold underline"), table, Text())


def _run_facts(summary: RunSummary) -> RenderableType:
    facts = (
        *([count_text(summary.quotes, "quote")] if summary.quotes is not None else []),
        count_text(summary.metrics["bars"], "bar"),
        count_text(summary.metrics["symbols"], "symbol"),
        f"warm-up {count_text(summary.warmup_bars, 'bar')}",
        f"engine {summary.engine_seconds:.3f} s",
    )
    return Text("  ·  ".join(facts), style="dim")
