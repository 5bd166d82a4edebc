"""Diagnostics as SARIF 2.1.0, which code hosts and editors read."""

from collections.abc import Iterable
from pathlib import Path

from jtsc.diagnostics.codes import CODES, Severity
from jtsc.diagnostics.diagnostic import Diagnostic, Fix
from jtsc.diagnostics.language import Language, said_in
from jtsc.diagnostics.render import message_of
from jtsc.source import Source, Span
from jtsc.version import VERSION

Json = dict[str, object]
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def render_sarif(found: Iterable[tuple[Diagnostic, Source]], language: Language = Language.ENGLISH) -> Json:
    """Return the log of one run; columns count characters from 1, and the end is exclusive."""
    results = list(found)
    codes = sorted({diagnostic.code for diagnostic, _ in results})
    rules = [
        {
            "id": code,
            "name": CODES[code].name,
            "defaultConfiguration": {"level": _LEVELS[CODES[code].severity]},
            "help": {"text": f"jtsc explain {code}"},
        }
        for code in codes
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "jtsc", "version": VERSION, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, source, language, codes) for each, source in results],
            }
        ],
    }


def _result(diagnostic: Diagnostic, source: Source, language: Language, codes: list[str]) -> Json:
    message = message_of(diagnostic, language)
    result: Json = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": f"{message.title}: {message.why}; {message.help}"},
        "locations": [{"physicalLocation": _place(diagnostic.span, source)}],
    }
    if diagnostic.labels:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(label.span, source),
                "message": {"text": said_in(language, label.text)},
            }
            for number, label in enumerate(diagnostic.labels)
        ]
    if diagnostic.fixes:
        result["fixes"] = [_fix(fix, source, language) for fix in diagnostic.fixes]
    return result


def _place(span: Span, source: Source) -> Json:
    return {"artifactLocation": _file(source), "region": _region(span, source)}


def _file(source: Source) -> Json:
    return {"uri": Path(source.path).as_posix()}


def _region(span: Span, source: Source) -> Json:
    start, end = source.start(span), source.end(span)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(fix: Fix, source: Source, language: Language) -> Json:
    replacements = [
        {"deletedRegion": _region(edit.span, source), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": said_in(language, fix.title)},
        "artifactChanges": [{"artifactLocation": _file(source), "replacements": replacements}],
    }
