"""A layout that is still open: text with places where lines may end, set within a width.

After Wadler, "A prettier printer" (2003), with the fill and the hard line ends of today's formatters. A group
is set on one line if it fits, up to where the next line may end; else each of its own line ends is one. Every
part knows its width on one line (`flat`, None where it cannot be on one), so asking if it fits costs little.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jtsc.source import display_width

INDENT = 2


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    flat: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment up to its line's end: it may stand beyond the width."""

    text: str
    flat: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A place where a line may end, or does (`flat` None); else spaces stand there."""

    flat: int | None


@dataclass(frozen=True, slots=True)
class IfBroken:
    """Text that stands only where its group is broken."""

    text: str
    flat: int = 0


@dataclass(frozen=True, slots=True)
class Concat:
    parts: "tuple[Doc, ...]"
    flat: int | None


@dataclass(frozen=True, slots=True)
class Indent:
    body: "Doc"
    flat: int | None


@dataclass(frozen=True, slots=True)
class Group:
    body: "Doc"
    flat: int | None


@dataclass(frozen=True, slots=True)
class Fill:
    """Contents, `separators[i]` before `contents[i + 1]`; a line ends only where the next does not fit."""

    contents: "tuple[Doc, ...]"
    separators: "tuple[Doc, ...]"
    flat: int | None
    at: int = 0


Doc = Text | Remark | Line | IfBroken | Concat | Indent | Group | Fill

HARD = Line(None)
SPACE = Line(1)
SOFT = Line(0)
NOTHING = Concat((), 0)


def text(written: str) -> Doc:
    return Text(written, display_width(written)) if written else NOTHING


def concat(*parts: Doc) -> Doc:
    return Concat(parts, _flat(parts))


def indent(body: Doc) -> Doc:
    return Indent(body, body.flat)


def group(body: Doc) -> Doc:
    return Group(body, body.flat)


def fill(contents: Sequence[Doc], separators: Sequence[Doc]) -> Doc:
    return Fill(tuple(contents), tuple(separators), _flat([*contents, *separators]))


def _flat(parts: Sequence[Doc]) -> int | None:
    width = 0
    for part in parts:
        if part.flat is None:
            return None
        width += part.flat
    return width


# What is still to be set, last first: its indent, whether its group is broken, and itself.
_Pending = tuple[int, bool, Doc]


def render(doc: Doc, width: int) -> str:
    """Return the text of a document; lines carry no spaces at their ends."""
    out: list[str] = []
    column, begins = 0, True  # where the next text stands; whether a line begins there
    pending: list[_Pending] = [(0, True, doc)]
    while pending:
        margin, broken, here = pending.pop()
        match here:
            case Text(written, flat) | Remark(written, flat):
                out.append(" " * column + written if begins else written)
                column, begins = column + flat, False
            case Line(flat) if flat is not None and not broken:
                out.append(" " * flat)
                column += flat
            case Line():
                out.append("\n")
                column, begins = margin, True
            case IfBroken(written) if broken:
                pending.append((margin, broken, text(written)))
            case Concat(parts):
                pending.extend([(margin, broken, part) for part in reversed(parts)])
            case Indent(body):
                pending.append((margin + INDENT, broken, body))
            case Group(body):
                pending.append((margin, broken and not _fits(body, pending, width - column), body))
            case Fill() if broken:
                pending.extend(_next_of_fill(margin, here, pending, width - column))
            case Fill(contents, separators):
                pending.extend((margin, False, part) for part in reversed([*_in_turn(contents, separators)]))
    return "".join(out)


def _next_of_fill(margin: int, here: Fill, after: Sequence[_Pending], room: int) -> list[_Pending]:
    """Return what is to be set next, last first: a content, its separator and the rest."""
    content, last = here.contents[here.at], len(here.contents) - 1
    if here.at == last:
        return [(margin, not _fits(content, after, room), content)]
    separator = here.separators[here.at]
    following = here.contents[here.at + 1]
    behind = after if here.at + 1 == last else ()
    together = _fits(concat(content, separator, following), behind, room)
    rest = Fill(here.contents, here.separators, here.flat, here.at + 1)
    alone = together or _fits(content, (), room)
    return [(margin, True, rest), (margin, not together, separator), (margin, not alone, content)]


def _in_turn(contents: Sequence[Doc], separators: Sequence[Doc]) -> Iterator[Doc]:
    yield contents[0]
    for separator, content in zip(separators, contents[1:], strict=True):
        yield separator
        yield content


def _fits(body: Doc, after: Sequence[_Pending], room: int) -> bool:
    """Return whether `body` on one line and what follows, up to where a line may end, take at most `room`."""
    if body.flat is None or body.flat > room:
        return False
    room -= body.flat
    todo: list[_Pending] = []
    rest = len(after)
    while room >= 0:
        if not todo:
            if rest == 0:
                return True
            rest -= 1
            todo.append(after[rest])
        margin, broken, here = todo.pop()
        match here:
            case Line(flat) if flat is None or broken:
                return True
            case IfBroken(written) if broken:
                room -= len(written)
            case Concat(parts) if broken:
                todo.extend([(margin, broken, part) for part in reversed(parts)])
            case Indent(inner) | Group(inner) if broken:
                todo.append((margin, broken, inner))
            case Fill(contents, separators, _, at) if broken:
                todo.append((margin, broken, concat(*_in_turn(contents[at:], separators[at:]))))
            case _:
                room -= here.flat or 0
    return False
