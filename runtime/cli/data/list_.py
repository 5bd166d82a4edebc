"""`jtsc data list`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jtsc.errors import UserError
from runtime.cli.data.options import json_option, store_option
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from rich.table import Table

    from runtime.domain.instruments import Instrument


@click.command("list")
@click.option("--instruments", is_flag=True, help="Show instruments instead of bars.")
@store_option
@json_option
def list_(instruments: bool, store: Path | None, as_json: bool) -> int:
    """Show what the store holds.

    A line for each timeframe and source of bars, or for each market of instruments; with --json one for every
    symbol.

    \b
    Examples:
      jtsc data list
      jtsc data list --json
      jtsc data list --instruments
    """
    from runtime.app import open_store
    from runtime.cli.data.listing import table_of_bars, table_of_instruments

    try:
        with open_store(store) as opened:
            if instruments:
                records = opened.instruments.read()
                _show(
                    {"instruments": [_told(each) for each in records]}, table_of_instruments(records), as_json
                )
            else:
                spans = opened.bars.contents()
                _show({"series": [asdict(span) for span in spans]}, table_of_bars(spans), as_json)
    except RunError as error:
        raise UserError(error.message, error.hint) from None
    return 0


def _told(record: Instrument) -> dict[str, Any]:
    return {**asdict(record), "adjustments": [each._asdict() for each in record.adjustments]}


def _show(told: dict[str, Any], table: Table, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))  # dates as ISO 8601
    elif table.row_count:
        from rich.console import Console

        Console(highlight=False).print(table)
    else:
        click.echo(f"the store has no {'instruments' if 'instruments' in told else 'bars'}")
