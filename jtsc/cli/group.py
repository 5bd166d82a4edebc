"""`jtsc`: the group of commands, and what happens to errors on their way out."""

import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from jtsc.cli.failure import report_crash, report_error
from jtsc.errors import JtscError
from jtsc.version import VERSION

# Distribution of an extra -> the extra that brings it.
_EXTRAS = {
    "pygls": "editor",
    **dict.fromkeys(("numpy", "numba", "llvmlite", "pyarrow", "platformdirs"), "research"),
}


class CommandGroup(click.Group):
    """Loads a command's module only when the command is called, so that `check` never pays for numba."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = _commands().get(cmd_name)
        if entry is None:
            return None
        try:
            command = entry.load()
        except ModuleNotFoundError as error:
            return _not_installed(cmd_name, error)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from jtsc.diagnostics import did_you_mean

        if args and args[0] not in _commands() and not args[0].startswith("-"):
            guess = did_you_mean(args[0], _commands())
            known = (
                f"did you mean `jtsc {guess}`?" if guess else f"commands are {', '.join(sorted(_commands()))}"
            )
            report_error(f"there is no command `{args[0]}`", known)
            raise SystemExit(2)
        return super().resolve_command(ctx, args)


def _not_installed(name: str, error: ModuleNotFoundError) -> click.Command:
    """Return a command that can only say what it lacks."""

    def fail() -> None:
        raise error

    settings = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command(name, settings, fail, short_help=f"Needs {error.name}: not installed.")


def _commands() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group="jts.commands")}


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="jtsc")
def group() -> None:
    """JTS: check, compile and backtest trading strategies.

    \b
    Examples:
      jtsc check strategies/sma_crossover.jts
      jtsc backtest strategies/sma_crossover.jts --data bars.parquet --report report.html
    \b
    Each command tells its options and more examples with --help.
    """


def run(args: Sequence[str] | None = None) -> None:
    """Run a command. Exit code 0, 1 (found something) or 2 (could not run); never a traceback."""
    try:
        code: Any = group.main(args=args, prog_name="jtsc", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        report_error("stopped", "nothing was left half written; run the command again")
        sys.exit(2)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.UsageError as error:
        report_error(
            error.format_message(), f"see `{error.ctx.command_path if error.ctx else 'jtsc'} --help`"
        )
        sys.exit(2)
    except JtscError as error:
        report_error(error.message, error.hint)
        sys.exit(2)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(str(error.name).partition(".")[0])
        if extra is None:
            report_crash(error)
        else:
            report_error(
                f"this needs {error.name}, which is not installed", f'run pip install "jts[{extra}]"'
            )
        sys.exit(2)
    except OSError as error:  # a full disk, a terminal that went away; a closed pipe click answers itself
        report_error(f"the system refused: {error}", "check free space and permissions")
        sys.exit(2)
    except Exception as error:
        report_crash(error)
        sys.exit(2)
