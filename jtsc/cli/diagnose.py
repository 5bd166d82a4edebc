"""Diagnostics on the terminal."""

from collections.abc import Iterable

import click

from jtsc.diagnostics import Diagnostic
from jtsc.diagnostics.language import language_of
from jtsc.diagnostics.render import render_text
from jtsc.source import Source


def print_diagnostics(source: Source, diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to the error stream."""
    for diagnostic in diagnostics:
        click.echo(render_text(diagnostic, source, language_of()) + "\n", err=True)
