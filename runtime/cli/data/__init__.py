"""`jtsc data`: the store, one command a file."""

import click

from runtime.cli.data.export import export
from runtime.cli.data.gaps import gaps
from runtime.cli.data.import_ import import_
from runtime.cli.data.list_ import list_
from runtime.cli.generate import generate


@click.group(no_args_is_help=True)
def data() -> None:
    """Keep bars and instruments in a store, and look into it.

    The store is a folder that one process uses at a time: this user's own, or the one given with --store.

    \b
    Examples:
      jtsc data import bars.parquet --source krx
      jtsc data list
      jtsc data gaps
      jtsc data export 005930,000660 --out two.parquet
      jtsc data generate --symbols 20 --timeframe 1h --days 250 --out year.parquet
    """


for _command in (export, gaps, generate, import_, list_):
    data.add_command(_command)
