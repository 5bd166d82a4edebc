"""Fixes carried out on a text."""

from jtsc.diagnostics.diagnostic import Fix
from jtsc.source import Source


def apply_fix(fix: Fix, source: Source) -> str:
    """Return the text of a source with the edits of a fix, which lie apart from one another.

    >>> from jtsc.diagnostics.diagnostic import Edit
    >>> from jtsc.source import Span
    >>> edits = (Edit(Span(0, 0, 1), "x"), Edit(Span(0, 3, 3), "!"))
    >>> apply_fix(Fix("", edits), Source("", "abc"))
    'xbc!'
    """
    text = source.text
    for edit in sorted(fix.edits, key=lambda each: source.offset(each.span), reverse=True):
        text = text[: source.start(edit.span).offset] + edit.text + text[source.end(edit.span).offset :]
    return text
