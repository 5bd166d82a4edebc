"""How a failure reaches the user."""

import tempfile
import traceback

import click


def report_error(message: str, hint: str = "") -> None:
    """Print one message and what to do."""
    click.echo(f"{click.style('error', fg='red', bold=True)}: {message}", err=True)
    if hint:
        click.echo(f"  = help: {hint}", err=True)


def report_crash(error: BaseException) -> None:
    """Say that a bug of ours stopped the command; the traceback goes into a file to attach."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="jtsc-crash-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("".join(traceback.format_exception(error)))
    report_error(
        f"jtsc stopped on a bug of its own ({type(error).__name__}); this is our fault, not yours",
        f"please report it and attach {file.name}",
    )
