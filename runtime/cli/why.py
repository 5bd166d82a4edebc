"""`jtsc why`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jtsc.driver import Rejected, compile_conditions, load_kernel
from runtime.cli.backtest_inputs import opened_inputs
from runtime.cli.dates import parse_moment
from runtime.cli.progress import progress
from runtime.cli.run_errors import run_errors
from runtime.cli.run_options import read_origin, read_request, run_options

_STAGES = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("symbol")
@click.argument("time")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@run_options
def why(file: Path, symbol: str, time: str, as_json: bool, **options: Any) -> int:
    """Say why an order was placed at a bar, or was not.

    Of an order that was not, it tells the first thing that kept it. TIME is a date, or a date and time in
    UTC, as in the data. All options of a backtest count: the bar is decided as in that run, with what was
    known then.

    \b
    Examples:
      jtsc why strategies/sma_crossover.jts 005930 2024-03-05 --data bars.parquet
      jtsc why strategies/rsi_reversion.jts KRW-BTC 2024-12-03T13:00 --data bars.csv --json
    """
    from jtsc.cli.diagnose import print_diagnostics

    try:
        with run_errors(), progress(_STAGES) as stage:
            stage("compiling")
            conditions = compile_conditions(file)
            from runtime.app import system_clock
            from runtime.why.explain_bar import Kernels, explain_bar

            kernels = Kernels(load_kernel(conditions.strategy), load_kernel(conditions.probe))
            request, origin = read_request(options), read_origin(options)
            moment_ns, is_date = parse_moment(time, "TIME")
            stage("reading bars and trading")
            with opened_inputs(origin) as inputs:
                answer = explain_bar(
                    conditions,
                    kernels,
                    request,
                    inputs.source,
                    system_clock(),
                    symbol,
                    moment_ns,
                    is_date=is_date,
                )
    except Rejected as rejected:
        print_diagnostics(rejected.source, rejected.diagnostics)
        return 1
    if as_json:
        import json
        from dataclasses import asdict

        click.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=1))
        return 0
    from runtime.why.terminal import render_answer

    click.echo(render_answer(answer))
    return 0
