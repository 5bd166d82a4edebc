"""`jtsc check`: what is wrong with strategy files."""

import json
from pathlib import Path

import click

from jtsc.cli.failure import report_error
from jtsc.diagnostics import Severity
from jtsc.diagnostics.render import render_json, render_text
from jtsc.errors import UserError
from jtsc.files import read_strategy
from jtsc.frontend import Frontend
from jtsc.source import Source


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)
def check(files: tuple[Path, ...], form: str) -> int:
    """Say what is wrong with strategies.

    Nothing is compiled or run. Exit code 1 if there is an error or a warning.

    \b
    Examples:
      jtsc check strategies/sma_crossover.jts
      jtsc check strategies/*.jts --format json
    """
    frontend = Frontend()
    found: list[dict[str, object]] = []
    problems = unreadable = 0
    for path in files:
        try:
            source = Source.from_text(read_strategy(path), str(path))
        except UserError as error:
            unreadable += 1
            report_error(error.message, error.hint)
            continue
        checked = frontend.check(source)
        problems += sum(diagnostic.severity is not Severity.HINT for diagnostic in checked.diagnostics)
        for diagnostic in checked.diagnostics:
            if form == "json":
                found.append(render_json(diagnostic, checked.source))
            else:
                click.echo(render_text(diagnostic, checked.source) + "\n")
    if form == "json":
        click.echo(json.dumps({"diagnostics": found}, ensure_ascii=False, indent=1))
    elif not unreadable:
        files_text = f"{len(files)} file{'s' if len(files) > 1 else ''}"
        click.echo(
            f"{problems} problem{'s' if problems > 1 else ''} in {files_text}"
            if problems
            else f"{files_text}: no problems"
        )
    return 2 if unreadable else 1 if problems else 0
