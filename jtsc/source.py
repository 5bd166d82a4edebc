"""Source text and positions in it.

A span is relative to a *section* of the text, so that what was learnt of one section (its tree, its types,
its problems) stays true when the text above it changes. Section 0 is the whole text.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `start` to `end` (exclusive) of a section, counted from its first character."""

    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A position for people: 1-based line and column, and the absolute offset."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True)
class Source:
    """A file's text after normalisation: no byte-order mark, line feeds only."""

    path: str
    text: str
    section_starts: tuple[int, ...] = field(default=(0,))

    @staticmethod
    def from_text(text: str, path: str = "<text>") -> "Source":
        """Normalise `text`: a BOM is skipped, CRLF and CR are line feeds."""
        return Source(path, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin."""
        return [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]

    def offset(self, span: Span) -> int:
        """Return the absolute offset at which a span starts."""
        return self.section_starts[span.section] + span.start

    def place(self, offset: int) -> Place:
        """Return line and column of an absolute offset."""
        line = bisect_right(self.line_starts, offset)
        return Place(line, offset - self.line_starts[line - 1] + 1, offset)

    def start(self, span: Span) -> Place:
        return self.place(self.offset(span))

    def end(self, span: Span) -> Place:
        return self.place(self.section_starts[span.section] + span.end)

    def line_text(self, line: int) -> str:
        """Return the text of a 1-based line without its line feed."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        return self.text[start:end]

    def excerpt(self, span: Span) -> str:
        """Return the characters of a span."""
        start = self.section_starts[span.section]
        return self.text[start + span.start : start + span.end]


def normalise_name(name: str) -> str:
    """Return the NFC form of an identifier: a decomposed 단기 is the same name as a composed one."""
    return unicodedata.normalize("NFC", str(name))


def display_width(text: str) -> int:
    """Return how many columns of a terminal a line of text takes: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
