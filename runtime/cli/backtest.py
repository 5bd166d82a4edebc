"""`jtsc backtest`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from jtsc.driver import Rejected, compile_file, load_kernel
from jtsc.errors import UserError
from runtime.cli.backtest_inputs import opened_inputs
from runtime.cli.outputs import require_outputs, write_outputs
from runtime.cli.progress import progress
from runtime.cli.remember import remember_run
from runtime.cli.reproduce import reproduce
from runtime.cli.run_errors import run_errors
from runtime.cli.run_options import read_origin, read_request, run_options
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.run import Backtest

_STAGES = 4
_BESIDE_MANIFEST = frozenset(("file", "manifest", "data", "quotes", "store", "threads", "memory", "as_json"))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@run_options
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    help="Make a result again that --json printed into this file, and say what differs.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--report", type=click.Path(path_type=Path), help="Write one HTML file that works offline.")
@click.option("--trades", type=click.Path(path_type=Path), help="Write the trades as Parquet.")
@click.option("--surges", type=click.Path(path_type=Path), help="Write the detected surges as Parquet.")
@click.option("--alerts", type=click.Path(path_type=Path), help="Write what `notify` has told as Parquet.")
def backtest(
    file: Path | None,
    manifest: Path | None,
    as_json: bool,
    report: Path | None,
    trades: Path | None,
    surges: Path | None,
    alerts: Path | None,
    **options: Any,
) -> int:
    """Run a strategy over bars of a file or of the store.

    Decisions fall at a bar's close and fill at the next bar's open. All symbols share one account unless
    --per-symbol is given.

    \b
    Examples:
      jtsc backtest strategies/sma_crossover.jts --data bars.parquet --costs krx --currency KRW
      jtsc backtest strategies/rsi_reversion.jts --data bars.csv --param oversold=25 --report report.html
      jtsc backtest strategies/unified_surge_scanner.jts --quotes quotes.parquet --timeframe 1m --venue krx
      jtsc backtest --manifest result.json
    """
    if manifest is not None:
        _require_no_others(click.get_current_context())
        with run_errors():
            return reproduce(manifest, file, options, as_json=as_json)
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.", click.get_current_context())
    from jtsc.cli.diagnose import print_diagnostics

    outputs = _named({"--report": report, "--trades": trades, "--surges": surges, "--alerts": alerts})
    try:
        with run_errors(), progress(_STAGES) as stage:
            stage("compiling")
            artifact = compile_file(file).artifact
            kernel = load_kernel(artifact)
            from runtime.app import system_clock
            from runtime.backtest.run import run_backtest

            request, origin = read_request(options), read_origin(options)
            if surges is not None and not artifact.detects_surges:
                raise RunError(f"{artifact.name} has no surge_detection", "leave --surges out")
            if alerts is not None and not artifact.messages:
                raise RunError(f"{artifact.name} has no notify", "leave --alerts out")
            read = {"the strategy": file, "the data": options["data"], "the quotes": options["quotes"]}
            require_outputs(outputs, _named(read))
            clock = system_clock()
            stage("reading bars and trading")
            with opened_inputs(origin, options["store"], detects_surges=artifact.detects_surges) as inputs:
                done = run_backtest(artifact, kernel, request, inputs.source, clock)
                if inputs.surges is not None and done.surges is not None:
                    inputs.surges.append(done.surges)
            stage("writing")
            write_outputs(done, outputs)
            stage("remembering the run")
            unrecorded = remember_run(done, clock)
    except Rejected as rejected:
        print_diagnostics(rejected.source, rejected.diagnostics)
        return 1
    _show(done, outputs, as_json=as_json)
    if unrecorded is not None:  # said last, so that the results are not lost
        raise UserError(unrecorded.message, unrecorded.hint)
    return 0


def _named(paths: Mapping[str, Path | None]) -> dict[str, Path]:
    return {name: path for name, path in paths.items() if path is not None}


def _require_no_others(ctx: click.Context) -> None:
    """Refuse options beside `--manifest` that the manifest itself gives, and files that it does not make."""
    for parameter in ctx.command.params:
        given = ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name not in _BESIDE_MANIFEST:
            option = parameter.opts[0]
            raise click.UsageError(f"{option} does not go with --manifest, which has all of a run's options")


def _show(done: Backtest, outputs: Mapping[str, Path], *, as_json: bool) -> None:
    if as_json:
        import json

        from runtime.backtest.report.json_object import to_json

        click.echo(json.dumps(to_json(done.summary), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from runtime.backtest.report.terminal import print_summary

    print_summary(done.summary, Console(highlight=False))
    for option, path in outputs.items():
        click.echo(f"{option.removeprefix('--')}: {path}")
