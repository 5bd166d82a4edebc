"""`jtsc check`: what is wrong with strategy files."""

import json
from pathlib import Path

import click

from jtsc.cli.failure import report_error
from jtsc.cli.language import language_option
from jtsc.diagnostics import Diagnostic, Severity
from jtsc.diagnostics.github import render_github
from jtsc.diagnostics.language import Language
from jtsc.diagnostics.render import render_json, render_text
from jtsc.diagnostics.sarif import render_sarif
from jtsc.errors import UserError
from jtsc.files import find_strategies, read_strategy
from jtsc.frontend import Frontend
from jtsc.source import Source

Found = list[tuple[Diagnostic, Source]]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="For people, for programs, for code hosts, for GitHub Actions.",
)
@language_option
def check(paths: tuple[Path, ...], form: str, language: Language) -> int:
    """Say what is wrong with strategies.

    Of the files named, and of all in a folder and below: this one if none is named. Nothing is compiled or
    run. Exit code 1 if there is an error or a warning, 2 if a file could not be read.

    \b
    Examples:
      jtsc check strategies/sma_crossover.jts
      jtsc check strategies --format json
      jtsc check --lang ko
    """
    searched = find_strategies(paths or (Path(),))
    if not searched.files:
        where = ", ".join(map(str, paths)) if paths else "this folder"
        raise UserError(f"no strategies found in {where}", "strategies end in .jts")
    frontend = Frontend()
    found: Found = []
    unreadable = 0
    for path in searched.files:
        try:
            source = Source.from_text(read_strategy(path), str(path))
        except UserError as error:
            unreadable += 1
            report_error(error.message, error.hint)
            continue
        checked = frontend.check(source)
        found += [(diagnostic, checked.source) for diagnostic in checked.diagnostics]
    _tell(found, form, language)
    problems = sum(diagnostic.severity is not Severity.HINT for diagnostic, _ in found)
    if form == "text" and not unreadable:
        click.echo(_summary(len(searched.files), problems))
    if searched.not_searched:
        hidden = ", ".join(map(str, searched.not_searched))
        click.echo(f"hidden folders not searched: {hidden}", err=True)
    return 2 if unreadable else 1 if problems else 0


def _tell(found: Found, form: str, language: Language) -> None:
    match form:
        case "json":
            told = [render_json(diagnostic, source, language) for diagnostic, source in found]
            click.echo(json.dumps({"diagnostics": told}, ensure_ascii=False, indent=1))
        case "sarif":
            click.echo(json.dumps(render_sarif(found, language), ensure_ascii=False, indent=1))
        case "github":
            for diagnostic, source in found:
                click.echo(render_github(diagnostic, source, language))
        case _:
            for diagnostic, source in found:
                click.echo(render_text(diagnostic, source, language) + "\n")


def _summary(files: int, problems: int) -> str:
    checked = f"{files} file{'' if files == 1 else 's'}"
    return (
        f"{problems} problem{'s' if problems > 1 else ''} in {checked}"
        if problems
        else f"{checked}: no problems"
    )
