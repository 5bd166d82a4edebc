"""Diagnostics as GitHub Actions shows them beside the lines of a change."""

from jtsc.diagnostics.codes import Severity
from jtsc.diagnostics.diagnostic import Diagnostic
from jtsc.diagnostics.language import Language
from jtsc.diagnostics.render import message_of
from jtsc.source import Source

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
# What ends a command or one of its values; see GitHub's "Workflow commands".
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_VALUE = _IN_MESSAGE | {":": "%3A", ",": "%2C"}


def render_github(diagnostic: Diagnostic, source: Source, language: Language = Language.ENGLISH) -> str:
    """Return the workflow command that marks a diagnostic at its place."""
    message = message_of(diagnostic, language)
    start, end = source.start(diagnostic.span), source.end(diagnostic.span)
    values = {
        "file": source.path,
        "line": start.line,
        "col": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "title": f"{diagnostic.code}: {message.title}",
    }
    properties = ",".join(f"{name}={_escaped(str(value), _IN_VALUE)}" for name, value in values.items())
    text = _escaped(f"{message.why}; {message.help}", _IN_MESSAGE)
    return f"::{_COMMANDS[diagnostic.severity]} {properties}::{text}"


def _escaped(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
