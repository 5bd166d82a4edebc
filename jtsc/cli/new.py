"""`jtsc new`: a strategy to start from."""

import re
from importlib.resources import files
from pathlib import Path

import click

from jtsc.diagnostics import did_you_mean
from jtsc.errors import UserError

_SUFFIX = ".jts"
_NAME = re.compile(r'strategy\("[^"]*"\)')


@click.command()
@click.argument("name", required=False)
@click.option("--template", default="starter", show_default=True, help="The strategy to start from.")
@click.option("--list", "show_list", is_flag=True, help="Show the strategies to start from.")
def new(name: str | None, template: str, show_list: bool) -> int:
    """Write a strategy to start from into NAME.jts.

    Nothing is overwritten.

    \b
    Examples:
      jtsc new my_cross
      jtsc new strategies/breakout --template donchian_breakout
      jtsc new --list
    """
    templates = read_templates()
    if show_list:
        width = max(map(len, templates))
        for each, text in templates.items():
            click.echo(f"{each:<{width}}  {_about(text)}".rstrip())
        return 0
    if name is None:
        raise click.UsageError("Missing argument 'NAME'.", click.get_current_context())
    if template not in templates:
        guess = did_you_mean(template, templates)
        raise UserError(
            f"there is no template '{template}'",
            f"did you mean '{guess}'?" if guess else "`jtsc new --list` shows what there is",
        )
    path = Path(name.removesuffix(_SUFFIX) + _SUFFIX)
    _write(path, _NAME.sub(lambda _: f'strategy("{_title(path)}")', templates[template], count=1))
    click.echo(f"{path}: try `jtsc check {path}`, then `jtsc backtest {path} --data FILE`")
    return 0


def read_templates() -> dict[str, str]:
    """Return the texts of the strategies that come with JTS, by name."""
    found = {
        each.name.removesuffix(_SUFFIX): each.read_text("utf-8")
        for each in files("strategies").iterdir()
        if each.name.endswith(_SUFFIX)
    }
    return dict(sorted(found.items()))


def _about(text: str) -> str:
    """Return the comment with which a text begins."""
    first = text.partition("\n")[0]
    return first.removeprefix("//").strip() if first.startswith("//") else ""


def _title(path: Path) -> str:
    """Return the name of the strategy in a file: the file's, without what would end a text."""
    title = path.name.removesuffix(_SUFFIX).replace("\\", "").replace('"', "")
    if not title:
        raise UserError(f"'{path}' is no name of a strategy", "write for example jtsc new my_cross")
    return title


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UserError(f"{path} is there already", "choose another name: nothing is overwritten") from None
    except OSError as error:
        raise UserError(
            f"{path} cannot be written: {error.strerror}", "name a file in a folder you can write to"
        ) from None
