"""A plan at a glance, for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from runtime.backtest.metrics.registry import all_statistics
from runtime.backtest.plan.change import Change, Verdict
from runtime.backtest.plan.plan import Plan, RunPair
from runtime.backtest.plan.trades import Moved, Trade, TradeChanges
from runtime.backtest.report.number_text import figure_text, time_text

MOST_SHOWN = 8  # trades of each kind
_STYLES = {Verdict.IDENTICAL: "green", Verdict.COSMETIC: "green", Verdict.BEHAVIOURAL: "yellow"}
_MEANS = {
    Verdict.IDENTICAL: "every run decides the same",
    Verdict.COSMETIC: "every run decides the same; what people read or an optimiser tries is different",
    Verdict.BEHAVIOURAL: "runs may decide otherwise",
}
_WORDS = {
    "entry_ts": "entry time",
    "exit_ts": "exit time",
    "entry_price": "entry price",
    "exit_price": "exit price",
    "quantity": "size",
    "reason": "reason",
    "is_open": "still open",
}


def print_plan(plan: Plan, console: Console) -> None:
    """Print a plan, in colour where the console is a terminal."""
    for block in _blocks(plan):
        console.print(block)


def _blocks(plan: Plan) -> Iterator[RenderableType]:
    means = "the texts are the same" if plan.is_same_text else _MEANS[plan.verdict]
    yield Text.assemble((str(plan.verdict), f"bold {_STYLES[plan.verdict]}"), f": {means}")
    yield Text(f"{plan.old} → {plan.new}", style="dim")
    for change in plan.changes:
        yield from _change(change)
    if plan.runs is not None:
        yield Text()
        yield from _trades(plan.runs.trades)
        yield Text()
        yield _metrics(plan.runs)


def _change(change: Change) -> Iterator[RenderableType]:
    if not (change.old or change.new):
        yield Text(f"  {change.what}")
    elif change.old == change.new:
        yield Text.assemble(f"  {change.what}: ", change.old, ("  (what it refers to is different)", "dim"))
    else:
        yield Text(f"  {change.what}")
        for sign, text, style in (("-", change.old, "red"), ("+", change.new, "green")):
            if text:
                yield Text(f"    {sign} {text}", style=style)


def _trades(trades: TradeChanges) -> Iterator[RenderableType]:
    counts = (
        (trades.unchanged, "the same"),
        (len(trades.added), "added"),
        (len(trades.removed), "removed"),
        (len(trades.moved), "moved"),
    )
    told = "  ·  ".join(f"{count:,} {what}" for count, what in counts)
    yield Text.assemble(("Trades", "bold underline"), f"  {told}")
    yield from _listed("+", "green", [_trade(trade) for trade in trades.added])
    yield from _listed("-", "red", [_trade(trade) for trade in trades.removed])
    yield from _listed("~", "yellow", [_moved(pair) for pair in trades.moved])
    fields = Counter(name for pair in trades.moved for name in _telling(pair))
    if fields:
        yield Text(
            f"  moved in {', '.join(f'{_WORDS[name]} ({count:,})' for name, count in fields.items())}",
            style="dim",
        )


def _listed(sign: str, style: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    for line in lines[:MOST_SHOWN]:
        yield Text(f"  {sign} {line}", style=style)
    if len(lines) > MOST_SHOWN:
        yield Text(f"  {sign} and {len(lines) - MOST_SHOWN:,} more: --json tells all", style="dim")


def _trade(trade: Trade) -> str:
    until = "open" if trade.is_open else time_text(trade.exit_ts, 0)
    held = f"{time_text(trade.entry_ts, 0)} to {until}"
    prices = f"{_number(trade.entry_price)} to {_number(trade.exit_price)}"
    return f"{trade.symbol} {trade.side} {_number(trade.quantity)}  {held}  {prices}"


def _moved(pair: Moved) -> str:
    changes = (
        f"{_WORDS[name]} {_field(pair.old, name)} → {_field(pair.new, name)}" for name in _telling(pair)
    )
    return f"{pair.old.symbol} {pair.old.side} {time_text(pair.old.entry_ts, 0)}: {', '.join(changes)}"


def _telling(pair: Moved) -> list[str]:
    """Return what changed, without prices that are others because the time is another one."""
    implied = {name.replace("_ts", "_price") for name in pair.changed if name.endswith("_ts")}
    return [name for name in pair.changed if name not in implied]


def _field(trade: Trade, name: str) -> str:
    value = getattr(trade, name)
    if name.endswith("_ts"):
        return time_text(value, 0)
    return _number(value) if isinstance(value, float) else str(value) or "none"


def _number(value: float) -> str:
    """Return a price or a size, with as many decimals as say something.

    >>> _number(1_885_045.0), _number(24.05), _number(0.000012345)
    ('1,885,045', '24.05', '1.2345e-05')
    """
    return f"{value:,.4f}".rstrip("0").removesuffix(".") if abs(value) >= 1 else f"{value:.5g}"


def _metrics(runs: RunPair) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Figures that differ")
    for heading in ("old", "new"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in all_statistics():
        texts = [figure_text(run.metrics[each.name], each.unit, run.currency) for run in (runs.old, runs.new)]
        if texts[0] != texts[1]:
            table.add_row(each.label, *texts)
    return table if table.row_count else Text("No figure differs.", style="dim")
