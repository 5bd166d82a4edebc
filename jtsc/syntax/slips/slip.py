"""What the parser met."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from jtsc.diagnostics import Diagnostic, Edit, Fix, phrase
from jtsc.source import Span

# One value as an operand: a name or number, with its arguments or index.
OPERAND = r"[\w.]+%?(?:\([^()\n]*\)|\[[^\[\]\n]*\])?"


@dataclass(frozen=True, slots=True)
class Unexpected:
    """`found` stands at `start` of a section's text, where only the terminals `expected` could."""

    found: str
    expected: frozenset[str]
    rule: str  # of the section's body
    text: str
    section: int
    start: int
    end: int

    @property
    def line_before(self) -> str:
        return self.text[: self.start].rsplit("\n", 1)[-1]

    @property
    def after(self) -> str:
        """What follows, with what was found."""
        return self.text[self.start :]

    @property
    def indent(self) -> str:
        """The blanks before the line's first word."""
        line = self.line_before
        return line[: len(line) - len(line.lstrip())]

    def span(self, start: int, end: int) -> Span:
        return Span(self.section, start, end)


Recognise = Callable[[Unexpected], Diagnostic | None]


def rewrite(span: Span, text: str, safe: bool = True) -> tuple[Fix, ...]:
    """Return the fix that writes `text` for what stands at a span."""
    return (Fix(phrase("write `{guess}`", guess=text.strip()), (Edit(span, text),), safe),)


def is_balanced(text: str) -> bool:
    """Tell whether every bracket of a text is closed in it."""
    bare = re.sub(r"[^()\[\]]", "", text)
    while (fewer := bare.replace("()", "").replace("[]", "")) != bare:
        bare = fewer
    return not bare
