"""`jtsc plan`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from jtsc.artifact import Artifact
from jtsc.driver import Rejected, compile_file, load_kernel
from jtsc.errors import UserError
from runtime.cli.backtest_inputs import opened_inputs
from runtime.cli.progress import progress
from runtime.cli.remember import remember_run
from runtime.cli.run_errors import run_errors
from runtime.cli.run_options import read_origin, read_request, run_options

if TYPE_CHECKING:
    from runtime.backtest.plan.plan import Plan, RunPair
    from runtime.backtest.run import Backtest
    from runtime.domain.errors import RunError

_STAGES = 3
_OF_DATA = ("data", "quotes", "store", "source")
_OF_THE_COMMAND = frozenset((*_OF_DATA, "old", "new", "as_json"))


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@run_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def plan(old: Path, new: Path, as_json: bool, **options: Any) -> int:
    """Say what a change to a strategy does.

    Two versions are identical (they differ in formatting, comments, order or names of definitions), cosmetic
    (also in what people read, or in what an optimiser tries) or behavioural. With data both are run, and
    their trades and figures compared. Exit code 1 if the change is behavioural.

    \b
    Examples:
      jtsc plan old.jts new.jts
      jtsc plan old.jts new.jts --data bars.parquet --costs krx --currency KRW
    """
    from jtsc.cli.diagnose import print_diagnostics

    try:
        with run_errors(), progress(_STAGES) as stage:
            stage("compiling")
            artifacts = [compile_file(path).artifact for path in (old, new)]
            found = _compared(old, new, *artifacts)
            unrecorded = None
            if _has_data(options):
                stage("trading the old and the new one")
                found, unrecorded = _run(found, artifacts, options)
    except Rejected as rejected:
        print_diagnostics(rejected.source, rejected.diagnostics)
        return 2
    _show(found, as_json=as_json)
    if unrecorded is not None:  # said last, so that the results are not lost
        raise UserError(unrecorded.message, unrecorded.hint)
    return 1 if found.verdict == "behavioural" else 0


def _has_data(options: Mapping[str, Any]) -> bool:
    """Tell whether there is anything to run over; refuse options of a run that would have none."""
    if any(options[name] is not None for name in _OF_DATA):
        return True
    ctx = click.get_current_context()
    for parameter in ctx.command.params:
        given = ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name not in _OF_THE_COMMAND:
            raise UserError(
                f"{parameter.opts[0]} is given, and no data to run over",
                "give --data FILE, --quotes FILE or --store FOLDER, or leave it out",
            )
    return False


def _compared(old: Path, new: Path, old_artifact: Artifact, new_artifact: Artifact) -> Plan:
    from jtsc.meaning import read_meaning
    from runtime.backtest.plan.compare import Version, compare
    from runtime.backtest.plan.parameters import renamed_parameters
    from runtime.backtest.plan.plan import Plan

    renamed = renamed_parameters(old_artifact.parameters, new_artifact.parameters)
    before = Version(old_artifact, read_meaning(old, renamed))
    after = Version(new_artifact, read_meaning(new))
    is_same_text = old_artifact.source_hash == new_artifact.source_hash
    return Plan(str(old), str(new), is_same_text, compare(before, after, renamed))


def _run(
    found: Plan, artifacts: Iterable[Artifact], options: Mapping[str, Any]
) -> tuple[Plan, RunError | None]:
    """Run both versions; return the plan with their trades, and why a run could not be remembered."""
    from dataclasses import replace

    from runtime.app import system_clock
    from runtime.backtest.run import run_backtest

    request, origin, clock = read_request(options), read_origin(options), system_clock()
    with opened_inputs(origin) as inputs:
        runs = [
            run_backtest(artifact, load_kernel(artifact), request, inputs.source, clock)
            for artifact in artifacts
        ]
    unrecorded = [remember_run(run, clock) for run in runs]
    return replace(found, runs=_pair(*runs)), unrecorded[-1]


def _pair(old: Backtest, new: Backtest) -> RunPair:
    from runtime.backtest.plan.plan import RunPair
    from runtime.backtest.plan.trades import match_trades, trades_of
    from runtime.backtest.report.trade_table import build_trade_table

    before, after = (
        trades_of(build_trade_table(run.outcome, run.bars, run.grid), run.outcome.cash_scale)
        for run in (old, new)
    )
    return RunPair(old.summary, new.summary, match_trades(before, after))


def _show(found: Plan, *, as_json: bool) -> None:
    if as_json:
        from runtime.backtest.plan.json_object import plan_json

        click.echo(json.dumps(plan_json(found), ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from runtime.backtest.plan.terminal import print_plan

    print_plan(found, Console(highlight=False))
