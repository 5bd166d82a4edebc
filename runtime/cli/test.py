"""`jtsc test`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from jtsc.cli.failure import report_error
from jtsc.driver import Rejected, compile_suite, interpret_kernels
from jtsc.errors import UserError
from jtsc.files import find_strategies
from runtime.cli.backtest_inputs import opened_inputs
from runtime.cli.progress import progress
from runtime.cli.run_options import read_origin, read_request, run_options
from runtime.domain.errors import RunError

if TYPE_CHECKING:
    from jtsc.suite import Suite
    from runtime.testing.results import FileResult
    from runtime.testing.run_suite import Data

_DATA = ("data", "quotes", "store", "source")
_BESIDE_TESTS = frozenset(("paths", "chosen", "as_json", "junit", "venue"))  # they need no data
_VENUE = "krx"  # whose hours the bars of tests keep


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-k", "chosen", default="", metavar="TEXT", help="Only those whose names hold this text.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--junit", type=click.Path(path_type=Path), help="Write JUnit XML, for build servers.")
@run_options
def test(paths: tuple[Path, ...], chosen: str, as_json: bool, junit: Path | None, **options: Any) -> int:
    """Run the tests that strategies hold.

    Of the files named, and of all in a folder and below: this one if none is named. A `test` block runs over
    bars of its own. `expect` blocks are about a backtest: they are run over --data, --quotes or a store
    (--store or --source), with the options of `jtsc backtest`.

    Exit code 1 if something failed, 2 if something could not be run.

    \b
    Examples:
      jtsc test strategies
      jtsc test strategies/donchian_breakout.jts -k stop
      jtsc test strategies --data bars.parquet --costs krx --junit results.xml
    """
    with _run_errors():
        if junit is not None:
            from runtime.backtest.report.whole_file import require_writable

            require_writable(junit)
        with_data = any(options[name] is not None for name in _DATA)
        if not with_data:
            _require_none_about_data(click.get_current_context())
            interpret_kernels()
        suites, results = _compiled(find_strategies(paths or (Path(),)).files, chosen)
        total = sum(len(suite.tests) + 1 for suite in suites)
        with progress(total) as begin, _data(options, with_data=with_data) as data:
            from runtime.app import system_clock
            from runtime.market_data.calendars.venues import venue_calendar
            from runtime.testing.run_suite import run_suite

            calendar, clock = venue_calendar(options["venue"] or _VENUE), system_clock()
            results += [run_suite(suite, calendar, data, clock, begin) for suite in suites]
        results.sort(key=lambda result: result.path)
        _require_some(results, paths, chosen)
        if junit is not None:
            _write_junit(junit, results)
    return _told(results, as_json=as_json)


def _require_none_about_data(ctx: click.Context) -> None:
    """Refuse options of a backtest where there is nothing to run one over."""
    for parameter in ctx.command.params:
        given = ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name not in _BESIDE_TESTS:
            option = parameter.opts[0]
            raise click.UsageError(f"{option} is about a backtest, and there is no data: give --data FILE")


def _compiled(files: Sequence[Path], chosen: str) -> tuple[list[Suite], list[FileResult]]:
    """Return the suites with something to run, and what is to be said of files that gave none."""
    from jtsc.cli.diagnose import print_diagnostics
    from runtime.testing.results import broken_file, rejected_file
    from runtime.testing.run_suite import selected

    suites, results = [], []
    for file in files:
        try:
            suite = compile_suite(file)
        except Rejected as rejected:
            print_diagnostics(rejected.source, rejected.diagnostics)
            results.append(rejected_file(str(file)))
            continue
        except UserError as error:
            report_error(error.message, error.hint)
            results.append(broken_file(str(file), error.message))
            continue
        if suite is not None and not (suite := selected(suite, chosen)).is_empty:
            suites.append(suite)
    return suites, results


@contextmanager
def _data(options: Mapping[str, Any], *, with_data: bool) -> Iterator[Data | None]:
    if not with_data:
        yield None
        return
    from runtime.testing.run_suite import Data

    request = read_request(options)
    with opened_inputs(read_origin(options)) as inputs:
        yield Data(inputs.source, request)


@contextmanager
def _run_errors() -> Iterator[None]:
    try:
        yield
    except RunError as error:
        raise UserError(error.message, error.hint) from None


def _require_some(results: Sequence[FileResult], paths: Sequence[Path], chosen: str) -> None:
    if results:
        return
    where = ", ".join(map(str, paths)) or "this folder"
    if chosen:
        raise UserError(f"no test of {where} has '{chosen}' in its name", "leave -k out to run all of them")
    raise UserError(
        f"there are no tests in {where}", 'write `test "name" { ... }` or `expect { ... }` into a strategy'
    )


def _write_junit(path: Path, results: Sequence[FileResult]) -> None:
    from runtime.backtest.report.whole_file import whole_file
    from runtime.testing.report.junit import to_junit

    with whole_file(path) as file:
        file.write(to_junit(results))


def _told(results: Sequence[FileResult], *, as_json: bool) -> int:
    """Print the results; return the exit code."""
    from runtime.testing.results import Verdict, count

    if as_json:
        import json

        from runtime.testing.report.json_object import to_json

        click.echo(json.dumps(to_json(results), ensure_ascii=False, indent=1))
    else:
        from runtime.testing.report.terminal import render_file, render_summary

        for result in results:
            click.echo(render_file(result) + "\n")
        click.echo(render_summary(results))
    if count(results, Verdict.BROKEN):
        return 2
    return 1 if count(results, Verdict.FAILED) else 0
