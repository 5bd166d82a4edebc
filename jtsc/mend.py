"""Carrying out the fixes of what is wrong with a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from jtsc.diagnostics import Diagnostic, Fix, Severity
from jtsc.diagnostics.edits import apply_fix
from jtsc.frontend import Checked, Frontend
from jtsc.source import Source

_FIRST_OF_NAMES = "JTS02"  # codes below are of texts that do not parse


@dataclass(frozen=True, slots=True)
class Mended:
    """What is left to say of a text after `count` fixes."""

    checked: Checked
    count: int


def mend(source: Source, frontend: Frontend, unsafe: bool = False) -> Mended:
    """Carry out fixes one by one, from the top, each followed by a check; `unsafe` ones if so wanted.

    A fix that would break the text, or does not mend what it is for, is left out: mending what was mended
    changes nothing.
    """
    checked, count = frontend.check(source), 0
    seen = {checked.source.text}
    while (better := _next(checked, frontend, unsafe)) is not None and better.source.text not in seen:
        checked, count = better, count + 1
        seen.add(checked.source.text)
    return Mended(checked, count)


def as_it_was(text: str, original: str) -> str:
    """Return a text with the byte-order mark and the line ends of the one it was made of."""
    mark = "\ufeff" if original.startswith("\ufeff") else ""
    return mark + (text.replace("\n", "\r\n") if "\r\n" in original else text)


def _next(checked: Checked, frontend: Frontend, unsafe: bool) -> Checked | None:
    """Return the text after the first fix that does what it should."""
    for diagnostic, fix in _fixes(checked, unsafe):
        text = apply_fix(fix, checked.source)
        after = frontend.check(Source(checked.source.path, text))
        if _is_mended(diagnostic, checked, after):
            return after
    return None


def _fixes(checked: Checked, unsafe: bool) -> Iterator[tuple[Diagnostic, Fix]]:
    for diagnostic in checked.diagnostics:
        fix = next((each for each in diagnostic.fixes if each.safe or unsafe), None)
        if fix is not None:
            yield diagnostic, fix


def _is_mended(diagnostic: Diagnostic, before: Checked, after: Checked) -> bool:
    """Return whether what a fix was for is gone: at its place as counted from the top, and from the end."""
    at = before.source.offset(diagnostic.span)
    to_end = len(before.source.text) - at
    for each in after.diagnostics:
        now_at = after.source.offset(each.span)
        if each.code == diagnostic.code and (now_at == at or len(after.source.text) - now_at == to_end):
            return False
    if not _errors(before):
        return not _errors(after)
    return _errors(after, _FIRST_OF_NAMES) <= _errors(before, _FIRST_OF_NAMES)


def _errors(checked: Checked, below: str = "JTS99") -> int:
    """Return how many errors there are, of those with a code below another."""
    return sum(each.severity is Severity.ERROR and each.code < below for each in checked.diagnostics)
