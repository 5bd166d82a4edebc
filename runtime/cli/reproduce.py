"""`jtsc backtest --manifest`: a result made again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jtsc.driver import Rejected, compile_file, load_kernel
from runtime.cli.backtest_inputs import opened_inputs
from runtime.cli.progress import progress
from runtime.cli.run_options import memory_bytes, tiling
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from runtime.backtest.data_origin import DataOrigin
    from runtime.backtest.reproduction import Difference, RecordedResult

_STAGES = 2
_LONGEST = 24  # characters shown of a value


def reproduce(path: Path, strategy: Path | None, options: Mapping[str, Any], *, as_json: bool) -> int:
    """Run a recorded result's backtest again; return 0 if it gives the same, 1 if not, 2 if it cannot run.

    Args:
        path: what `jtsc backtest --json` printed.
        strategy: the strategy, where it is no longer at the place that the manifest names.
        options: `data`, `quotes` and `store`, likewise, and `threads` and `memory`.

    Raises:
        RunError: the file is no result, or the run cannot be made.
    """
    from jtsc.cli.diagnose import print_diagnostics
    from runtime.app import system_clock
    from runtime.backtest.report.json_object import to_json
    from runtime.backtest.reproduction import differences, known_differences, read_result
    from runtime.backtest.run import run_backtest

    recorded = read_result(path)
    origin = _moved(recorded, options)
    with progress(_STAGES) as stage:
        stage("compiling")
        try:
            artifact = compile_file(strategy or recorded.strategy).artifact
        except Rejected as rejected:
            print_diagnostics(rejected.source, rejected.diagnostics)
            return 2
        kernel = load_kernel(artifact)
        before = known_differences(recorded, artifact, origin)
        if not as_json:
            _show(before, "different before the run:")
        stage("reading bars and trading")
        request = replace(
            recorded.request,
            tiling=tiling(options["threads"]),
            memory_bytes=memory_bytes(options["memory"]),
        )
        with opened_inputs(origin) as inputs:
            done = run_backtest(artifact, kernel, request, inputs.source, system_clock())
    found = json.loads(json.dumps(to_json(done.summary)))
    changed = list(differences(recorded.result, found))
    told = {difference.what for difference in before}
    after = [difference for difference in changed if difference.what not in told]
    if as_json:
        every = [asdict(difference) for difference in (*before, *after)]
        click.echo(
            json.dumps({"reproduced": not changed, "differences": every}, ensure_ascii=False, indent=1)
        )
    else:
        _show(after, "different after the run:")
        click.echo(_verdict(path, changed, recorded.result, found))
    return 1 if changed else 0


def _moved(recorded: RecordedResult, options: Mapping[str, Any]) -> DataOrigin:
    """Return where the data is now: at the place given, else where the manifest says."""
    origin = recorded.origin
    given = {kind: options[kind] for kind in ("data", "quotes", "store") if options[kind] is not None}
    option = "data" if origin.kind == "bars" else str(origin.kind)
    for other in given.keys() - {option}:
        raise RunError(f"--{other} is given, and the result was made from {origin.kind}", f"give --{option}")
    return replace(origin, path=given[option]) if given else origin


def _show(found: Iterable[Difference], heading: str) -> None:
    lines = [
        f"  {each.what}: {_shown(each.recorded)} when recorded, {_shown(each.found)} now" for each in found
    ]
    if lines:
        click.echo("\n".join((heading, *lines)))


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _verdict(
    path: Path, changed: list[Difference], recorded: Mapping[str, Any], found: Mapping[str, Any]
) -> str:
    if not changed:
        return f"{path}: reproduced, to the last fill"
    if recorded.get("outcome_hash") == found["outcome_hash"]:
        return f"{path}: the same fills, trades and equity, but not all is the same"
    return f"{path}: not reproduced"
