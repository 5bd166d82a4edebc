"""`jtsc data list`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from jtsc.errors import UserError
from runtime.cli.data.options import json_option, store_option
from runtime.domain.errors import RunError
from runtime.storage.ports import StoredSpan


@click.command("list")
@store_option
@json_option
def list_(store: Path | None, as_json: bool) -> int:
    """Show what the store holds.

    A line for each timeframe and source; with --json one for every symbol.

    \b
    Examples:
      jtsc data list
      jtsc data list --json
    """
    from runtime.app import open_store

    try:
        with open_store(store) as opened:
            spans = opened.bars.contents()
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    if as_json:
        click.echo(json.dumps({"series": [asdict(span) for span in spans]}, ensure_ascii=False, indent=1))
    else:
        _show(spans)
    return 0


def _show(spans: Sequence[StoredSpan]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("timeframe")
    table.add_column("source")
    for heading in ("symbols", "bars", "halts"):
        table.add_column(heading, justify="right")
    table.add_column("first")
    table.add_column("last")
    for (timeframe, source), group in groupby(spans, lambda span: (span.timeframe, span.source)):
        held = list(group)
        table.add_row(
            timeframe,
            source,
            f"{len(held):,}",
            f"{sum(span.bars for span in held):,}",
            f"{sum(span.halts for span in held):,}",
            _day(min(span.first_ns for span in held)),
            _day(max(span.last_ns for span in held)),
        )
    if spans:
        Console(highlight=False).print(table)
    else:
        click.echo("the store is empty")


def _day(ns: int) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(ns // 10**9, UTC):%Y-%m-%d}"
