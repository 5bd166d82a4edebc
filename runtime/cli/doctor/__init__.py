"""`jtsc doctor`: the installation, one kind of check a file."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

import click

from jtsc.errors import JtscError
from jtsc.version import VERSION
from runtime.cli.doctor.finding import Finding, Status
from runtime.cli.doctor.folders import check_cache_folder, check_data_folder
from runtime.cli.doctor.machine_code import check_machine_code
from runtime.cli.doctor.packages import check_packages, check_python
from runtime.cli.doctor.stored import check_store
from runtime.cli.doctor.surroundings import check_terminal, check_time_zones

Check = Callable[[], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "Python": check_python,
    "packages": check_packages,
    "machine code": check_machine_code,
    "cache folder": check_cache_folder,
    "data folder": check_data_folder,
    "store": check_store,
    "terminal": check_terminal,
    "time zones": check_time_zones,
}
_COLOURS = {Status.OK: "green", Status.WARNING: "yellow", Status.PROBLEM: "red"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor(as_json: bool) -> int:
    """Check the installation, and say what to do.

    Exit code 1 if there is a problem. A warning is of something that not everybody needs.

    \b
    Examples:
      jtsc doctor
      jtsc doctor --json
    """
    found = [finding for name, check in CHECKS.items() for finding in findings(name, check)]
    problems = sum(finding.status is Status.PROBLEM for finding in found)
    if as_json:
        told = {"version": VERSION, "problems": problems, "findings": [asdict(each) for each in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _show(found, problems)
    return 1 if problems else 0


def findings(name: str, check: Check) -> list[Finding]:
    """Run a check: whatever stops it is what it has found."""
    try:
        return list(check())
    except ModuleNotFoundError as error:
        return [Finding(name, Status.WARNING, f"cannot be checked without {error.name}")]
    except JtscError as error:
        return [Finding(name, Status.PROBLEM, error.message, error.hint)]
    except Exception as error:
        reason = str(error).partition("\n")[0]
        return [
            Finding(name, Status.PROBLEM, f"{type(error).__name__}: {reason}", "report it with this line")
        ]


def _show(found: Sequence[Finding], problems: int) -> None:
    width = max(len(finding.name) for finding in found)
    for finding in found:
        status = click.style(f"{finding.status:<8}", fg=_COLOURS[finding.status])
        click.echo(f"{status} {finding.name:<{width}}  {_printable(finding.found)}")
        if finding.help:
            click.echo(f"{'':8} {'':{width}}  = help: {_printable(finding.help)}")
    warnings = sum(finding.status is Status.WARNING for finding in found)
    click.echo(f"\njtsc {VERSION}: {_count(problems, 'problem')}, {_count(warnings, 'warning')}")


def _printable(text: str) -> str:
    """Return a text as even a terminal that knows no Korean can show it: there this command must work too."""
    encoding = sys.stdout.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
