"""Diagnostics for people (text) and for machines (JSON)."""

from collections.abc import Iterable

from jtsc.diagnostics.codes import CODES
from jtsc.diagnostics.diagnostic import Diagnostic
from jtsc.diagnostics.language import Language, message_in, said_in, word_in
from jtsc.diagnostics.message import Message
from jtsc.source import Source, Span, display_width

Json = dict[str, object]


def message_of(diagnostic: Diagnostic, language: Language = Language.ENGLISH) -> Message:
    """Return the words of a diagnostic."""
    facts = {name: said_in(language, fact) for name, fact in diagnostic.facts.items()}
    return Message(*(part.format(**facts) for part in message_in(language, diagnostic.code)))


def in_order(diagnostics: Iterable[Diagnostic], source: Source) -> list[Diagnostic]:
    """Return the diagnostics by place, then by code."""
    return sorted(diagnostics, key=lambda d: (source.offset(d.span), d.code))


def render_text(diagnostic: Diagnostic, source: Source, language: Language = Language.ENGLISH) -> str:
    """Return the diagnostic as a trader reads it: headline, the line with the place underlined, why, help."""
    message = message_of(diagnostic, language)
    place = source.start(diagnostic.span)
    margin = len(str(max(source.start(span).line for span in _spans(diagnostic))))
    lines = [
        f"{word_in(language, diagnostic.severity)}[{diagnostic.code}]: {message.title}",
        f"{' ' * margin}--> {source.path}:{place.line}:{place.column}",
        f"{' ' * margin} |",
        *_underlined(diagnostic.span, message.why, source, margin, "^"),
    ]
    for label in diagnostic.labels:
        lines += _underlined(label.span, said_in(language, label.text), source, margin, "-")
    lines.append(f"{' ' * margin} = {word_in(language, 'help')}: {message.help}")
    return "\n".join(lines)


def render_json(diagnostic: Diagnostic, source: Source, language: Language = Language.ENGLISH) -> Json:
    """Return the diagnostic as plain data; lines and columns count from 1, offsets are characters from 0."""
    message = message_of(diagnostic, language)
    return {
        "code": diagnostic.code,
        "name": CODES[diagnostic.code].name,
        "severity": str(diagnostic.severity),
        "file": source.path,
        **_range(diagnostic.span, source),
        "title": message.title,
        "why": message.why,
        "help": message.help,
        "labels": [
            {**_range(label.span, source), "text": said_in(language, label.text)}
            for label in diagnostic.labels
        ],
        "fixes": [
            {
                "title": said_in(language, fix.title),
                "safe": fix.safe,
                "edits": [{**_range(edit.span, source), "text": edit.text} for edit in fix.edits],
            }
            for fix in diagnostic.fixes
        ],
    }


def _spans(diagnostic: Diagnostic) -> list[Span]:
    return [diagnostic.span, *(label.span for label in diagnostic.labels)]


def _range(span: Span, source: Source) -> Json:
    start, end = source.start(span), source.end(span)
    return {
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "offset": start.offset,
        "end_offset": end.offset,
    }


def _underlined(span: Span, words: str, source: Source, margin: int, mark: str) -> list[str]:
    start, end = source.start(span), source.end(span)
    text = source.line_text(start.line)
    last = end.column - 1 if end.line == start.line else len(text)
    before = display_width(text[: start.column - 1].expandtabs(4))
    length = max(1, display_width(text[start.column - 1 : last].expandtabs(4)))
    return [
        f"{start.line:>{margin}} | {text.expandtabs(4)}",
        f"{' ' * margin} | {' ' * before}{mark * length} {words}",
    ]
