"""`jtsc check`: what is wrong with strategy files, and mending it."""

import json
import sys
from dataclasses import dataclass, field
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
from jtsc.files import decode_strategy, find_strategies, read_strategy, write_strategy
from jtsc.frontend import Checked, Frontend
from jtsc.mend import as_it_was, mend
from jtsc.source import Source

Found = list[tuple[Diagnostic, Source]]
_STDIN = Path("-")


@dataclass(slots=True)
class _Answer:
    """What was found in the files so far, and what became of them."""

    found: Found = field(default_factory=list)
    files: int = 0
    unreadable: int = 0
    mended: int = 0

    @property
    def problems(self) -> int:
        return sum(diagnostic.severity is not Severity.HINT for diagnostic, _ in self.found)

    @property
    def mendable(self) -> int:
        return sum(any(fix.safe for fix in diagnostic.fixes) for diagnostic, _ in self.found)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="For people, for programs, for code hosts, for GitHub Actions.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and say what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend by a guess too; look at what it changed.")
@language_option
def check(paths: tuple[Path, ...], form: str, fix: bool, unsafe_fixes: bool, language: Language) -> int:
    """Say what is wrong with strategies.

    Of the files named, and of all in a folder and below: this one if none is named; - is the input. Nothing
    is compiled or run. Lines and columns count from 1, columns in characters; a place ends before its end
    column. Exit code 1 if there is an error or a warning, 2 if a file could not be read.

    \b
    Examples:
      jtsc check strategies/sma_crossover.jts
      jtsc check --fix strategies
      jtsc check strategies --format json
      jtsc check --lang ko
    """
    mending = fix or unsafe_fixes
    if _STDIN in paths and mending:
        raise click.UsageError("the input cannot be mended in place; name a file")
    searched = find_strategies(paths or (Path(),))
    if not searched.files:
        where = ", ".join(map(str, paths)) if paths else "this folder"
        raise UserError(f"no strategies found in {where}", "strategies end in .jts")
    frontend = Frontend()
    answer = _Answer()
    for path in searched.files:
        try:
            checked = _mended(path, unsafe_fixes, frontend, answer) if mending else _checked(path, frontend)
        except UserError as error:
            answer.unreadable += 1
            report_error(error.message, error.hint)
            continue
        answer.files += 1
        answer.found += [(diagnostic, checked.source) for diagnostic in checked.diagnostics]
    _tell(answer.found, form, language)
    if answer.files:
        click.echo(_summary(answer), err=form != "text")
    if searched.not_searched:
        hidden = ", ".join(map(str, searched.not_searched))
        click.echo(f"hidden folders not searched: {hidden}", err=True)
    return 2 if answer.unreadable else 1 if answer.problems else 0


def _checked(path: Path, frontend: Frontend) -> Checked:
    if path == _STDIN:
        return frontend.check(
            Source.from_text(decode_strategy(sys.stdin.buffer.read(), "the input"), "<input>")
        )
    return frontend.check(Source.from_text(read_strategy(path), str(path)))


def _mended(path: Path, unsafe: bool, frontend: Frontend, answer: _Answer) -> Checked:
    original = read_strategy(path)
    mended = mend(Source.from_text(original, str(path)), frontend, unsafe)
    if mended.count:
        write_strategy(path, as_it_was(mended.checked.source.text, original))
    answer.mended += mended.count
    return mended.checked


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


def _summary(answer: _Answer) -> str:
    checked = f"{answer.files} file{'' if answer.files == 1 else 's'}"
    told = [
        f"{answer.problems} problem{'s' if answer.problems > 1 else ''} in {checked}"
        if answer.problems
        else f"{checked}: no problems"
    ]
    if answer.mended:
        told.append(f"{answer.mended} mended")
    if answer.mendable:
        told.append(f"{answer.mendable} can be mended by --fix")
    if answer.unreadable:
        told.append(f"{answer.unreadable} could not be read")
    return "; ".join(told)
