"""The pieces of a text, each with the comments before it. No grammar: new words need nothing here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

_LEXEME = re.compile(
    r"""
      (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<line_end>\n)
    | (?P<space>[^\S\n]+)
    | (?P<literal>
          "(?:\\.|[^"\\\n])*"
        | \d{4}-\d{2}-\d{2}\b
        | \d{2}:\d{2}(?::\d{2})?\b
        | \d[\d_]*(?:\.\d[\d_]*)?(?:%|(?:bp|ms|[smhdw])\b)?
      )
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>\.\.|[<>=!]=|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, and whether it is the first or the last thing of its line."""

    text: str
    starts_line: bool
    ends_line: bool
    blank_before: bool = False

    @property
    def trails(self) -> bool:
        """It stands behind what it remarks upon."""
        return self.ends_line and not self.starts_line

    @property
    def to_line_end(self) -> bool:
        return self.text.startswith("//")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the text and the comments before it."""

    kind: str  # word literal mark end
    text: str
    comments: tuple[Comment, ...]
    new_line: bool  # a line ends before it
    blank_before: bool  # an empty line stands before it, behind the last comment


class Role(Enum):
    """What a token does among its neighbours."""

    VALUE = auto()  # a name, a literal, a word that stands like one (`since`, `KRW`)
    PREFIX = auto()  # a word before an operand: NOT if when
    SIGN = auto()  # + - before an operand
    INFIX = auto()  # between two operands
    POINT = auto()  # . ..
    COLON = auto()
    COMMA = auto()
    ASSIGN = auto()
    OPEN = auto()  # ( [ and the { of a record
    CLOSE = auto()
    BLOCK_OPEN = auto()
    BLOCK_CLOSE = auto()
    END = auto()  # of the text


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text as it is written everywhere, with the comments before it.

    `after` are the comments behind the last token of a statement or behind a block's brace, on its line.
    """

    text: str
    role: Role
    comments: tuple[Comment, ...]
    blank_before: bool
    starts_statement: bool
    after: tuple[Comment, ...] = ()


def scan(text: str) -> Iterator[Lexeme]:
    """Yield the pieces of a text (line feeds only), the last one of kind `end`."""
    comments: list[Comment] = []
    line_ends = 0  # since the last token or comment
    new_line = at_line_start = True
    for found in _LEXEME.finditer(text):
        kind = str(found.lastgroup)
        if kind == "space":
            continue
        if kind == "line_end":
            line_ends += 1
            new_line = at_line_start = True
            comments = [replace(comment, ends_line=True) for comment in comments]
        elif kind == "comment":
            comments.append(Comment(found.group(), at_line_start, False, line_ends > 1))
            line_ends, at_line_start = 0, False
        else:
            yield Lexeme(kind, found.group(), tuple(comments), new_line, line_ends > 1)
            comments, line_ends, new_line, at_line_start = [], 0, False, False
    yield Lexeme("end", "", tuple(comments), True, False)


def comments_of(text: str) -> list[str]:
    """Return the comments of a text in order, white space apart."""
    return ["".join(comment.text.split()) for lexeme in scan(text) for comment in lexeme.comments]
