"""`jtsc fmt`: strategies in their one layout."""

import sys
from collections import Counter
from difflib import unified_diff
from enum import Enum
from pathlib import Path

import click

from jtsc.cli.diagnose import print_diagnostics
from jtsc.cli.failure import report_error
from jtsc.errors import JtscError
from jtsc.files import decode_strategy, find_strategies, read_strategy, write_strategy
from jtsc.formatter.format import format_source
from jtsc.project import NAME, find_project
from jtsc.source import Source

_STDIN = Path("-")
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


class Outcome(Enum):
    """What became of a file, as the summary counts it."""

    CHANGED = "formatted"
    WOULD_CHANGE = "to be formatted"
    SAME = "formatted already"
    EXCLUDED = f"excluded by {NAME}"
    BROKEN = "left alone: not parsed"
    FAILED = "left alone: not possible"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; name the files that are not formatted.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
def fmt(paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    """Write strategies in the one layout there is of them.

    PATH is a file, a folder (this one if none is given), or - for the input, formatted to the output.
    Meaning and comments stay as they are. Files that `exclude` of [fmt] in jts.toml names are left alone.
    Exit code 1 if a file does not parse or, with --check or --diff, is not formatted.

    \b
    Examples:
      jtsc fmt strategies
      jtsc fmt --check .
      jtsc fmt --diff strategies/donchian_breakout.jts
    """
    if _STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("- goes alone")
        return _format_input(check, diff)
    found = find_strategies(paths or (Path(),))
    counts = Counter(_format_file(path, check, diff) for path in found.files)
    told = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    if found.not_searched:
        told.append(f"hidden folders not searched: {', '.join(map(str, found.not_searched))}")
    click.echo("; ".join(told) if found.files else "; ".join(["no strategies found", *told]), err=True)
    if counts[Outcome.FAILED]:
        return 2
    return 1 if counts[Outcome.BROKEN] or counts[Outcome.WOULD_CHANGE] else 0


def _format_file(path: Path, check: bool, diff: bool) -> Outcome:
    try:
        project = find_project(path)
        if project is not None and project.is_kept_as_it_is(path):
            return Outcome.EXCLUDED
        text = read_strategy(path)
        formatted = _formatted(text, str(path))
        if formatted is None:
            return Outcome.BROKEN
        if formatted == text:
            return Outcome.SAME
        if check or diff:
            _tell(text, formatted, str(path), diff)
            return Outcome.WOULD_CHANGE
        write_strategy(path, formatted)
    except JtscError as error:
        report_error(error.message, error.hint)
        return Outcome.FAILED
    click.echo(path)
    return Outcome.CHANGED


def _format_input(check: bool, diff: bool) -> int:
    text = decode_strategy(sys.stdin.buffer.read(), "the input")
    formatted = _formatted(text, "<input>")
    if formatted is None:
        return 1
    if check or diff:
        if formatted != text:
            _tell(text, formatted, "<input>", diff)
        return int(formatted != text)
    click.echo(formatted.encode(), nl=False)
    return 0


def _formatted(text: str, name: str) -> str | None:
    """Return the formatted text, or None after having told why it does not parse."""
    formatted = format_source(Source.from_text(text, name))
    print_diagnostics(formatted.source, formatted.diagnostics)
    return None if formatted.diagnostics else formatted.text


def _tell(text: str, formatted: str, name: str, diff: bool) -> None:
    if not diff:
        click.echo(name)
        return
    for line in unified_diff(_lines(text), _lines(formatted), name, f"{name} (formatted)", lineterm=""):
        click.echo(click.style(line, fg=_COLOURS.get(line[0])))


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines
