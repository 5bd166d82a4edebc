"""A layout that is still open: text with places where lines may end, set within a width.

After Wadler, "A prettier printer" (2003), with the fill and the hard line ends of today's formatters. A group is set
on one line if it fits, up to where the next line may end; else each of its own line ends is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jtsc.source import display_width

INDENT = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A place where a line may end; `flat` stands there if it does not, None: it does."""

    flat: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment up to its line's end: it may stand beyond the width."""

    text: str


@dataclass(frozen=True, slots=True)
class IfBroken:
    """Text that stands only where its group is broken."""

    text: str


@dataclass(frozen=True, slots=True)
class Concat:
    parts: "tuple[Doc, ...]"
    forced: bool  # it holds a line end that cannot be flat


@dataclass(frozen=True, slots=True)
class Indent:
    body: "Doc"
    forced: bool


@dataclass(frozen=True, slots=True)
class Group:
    body: "Doc"
    forced: bool


@dataclass(frozen=True, slots=True)
class Fill:
    """Contents with a separator before each but the first; a line ends only where the next does not fit."""

    contents: "tuple[Doc, ...]"
    separators: "tuple[Doc, ...]"
    forced: bool
    at: int = 0


Doc = str | Line | Remark | IfBroken | Concat | Indent | Group | Fill

HARD = Line(None)
SPACE = Line(" ")
SOFT = Line("")


def is_forced(doc: Doc) -> bool:
    """Return whether a line ends in it whatever the width."""
    if isinstance(doc, Concat | Indent | Group | Fill):
        return doc.forced
    return doc == HARD


def concat(*parts: Doc) -> Doc:
    return Concat(parts, any(map(is_forced, parts)))


def indent(body: Doc) -> Doc:
    return Indent(body, is_forced(body))


def group(body: Doc) -> Doc:
    return Group(body, is_forced(body))


def fill(contents: Sequence[Doc], separators: Sequence[Doc]) -> Doc:
    """Return the contents with `separators[i]` before `contents[i + 1]`."""
    return Fill(tuple(contents), tuple(separators), any(map(is_forced, (*contents, *separators))))


@dataclass(frozen=True, slots=True)
class _Pending:
    indent: int
    broken: bool
    doc: Doc


def render(doc: Doc, width: int) -> str:
    """Return the text of a document; lines carry no spaces at their ends."""
    out: list[str] = []
    column, begins = 0, True  # where the next text stands; whether a line begins there
    pending = [_Pending(0, True, doc)]
    while pending:
        here = pending.pop()
        match here.doc:
            case str(text) | Remark(text):
                out.append(" " * column + text if begins else text)
                column, begins = column + display_width(text), False
            case Line(flat) if flat is not None and not here.broken:
                out.append(flat)
                column += len(flat)
            case Line():
                out.append("\n")
                column, begins = here.indent, True
            case IfBroken(text) if here.broken:
                pending.append(_Pending(here.indent, True, text))
            case Concat(parts):
                pending.extend(_Pending(here.indent, here.broken, part) for part in reversed(parts))
            case Indent(body):
                pending.append(_Pending(here.indent + INDENT, here.broken, body))
            case Group(body, forced):
                flat_body = _Pending(here.indent, False, body)
                broken = forced or not _fits(flat_body, pending, width - column)
                pending.append(_Pending(here.indent, broken, body))
            case Fill():
                pending.extend(_next_of_fill(here, here.doc, pending, width - column))
    return "".join(out)


def _next_of_fill(here: _Pending, doc: Fill, after: Sequence[_Pending], room: int) -> list[_Pending]:
    """Return what is to be set next, last first: a content, its separator and the rest."""
    content, last = doc.contents[doc.at], len(doc.contents) - 1

    def fits(body: Doc, at: int) -> bool:
        flat = _Pending(here.indent, False, body)
        return not is_forced(body) and _fits(flat, after if at == last else (), room)

    first = _Pending(here.indent, not fits(content, doc.at), content)
    if doc.at == last:
        return [first]
    separator = doc.separators[doc.at]
    together = fits(concat(content, separator, doc.contents[doc.at + 1]), doc.at + 1)
    rest = Fill(doc.contents, doc.separators, doc.forced, doc.at + 1)
    return [_Pending(here.indent, here.broken, rest), _Pending(here.indent, not together, separator), first]


def _fits(first: _Pending, after: Sequence[_Pending], room: int) -> bool:
    """Return whether `first` and what follows it, up to the next place where a line ends, take at most `room`."""
    todo = [first]
    rest = len(after)
    while room >= 0:
        if not todo:
            if rest == 0:
                return True
            rest -= 1
            todo.append(after[rest])
        here = todo.pop()
        match here.doc:
            case str(text):
                room -= display_width(text)
            case Line(flat):
                if flat is None or here.broken:
                    return True
                room -= len(flat)
            case IfBroken(text):
                room -= len(text) if here.broken else 0
            case Concat(parts):
                todo.extend(_Pending(here.indent, here.broken, part) for part in reversed(parts))
            case Indent(body):
                todo.append(_Pending(here.indent, here.broken, body))
            case Group(body, forced):
                todo.append(_Pending(here.indent, forced or here.broken, body))
            case Fill(contents, separators, _, at):
                parts = [contents[at]]
                for separated in zip(separators[at:], contents[at + 1 :], strict=True):
                    parts.extend(separated)
                todo.extend(_Pending(here.indent, here.broken, part) for part in reversed(parts))
    return False
