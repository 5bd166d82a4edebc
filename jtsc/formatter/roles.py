"""What each token does among its neighbours, where statements begin, and which comments belong to which."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from jtsc.formatter.tokens import Comment, Lexeme, Role, Token
from jtsc.source import normalise_name

_LOGIC = frozenset({"AND", "OR", "and", "or"})
_NOT = frozenset({"NOT", "not"})
_INFIX_WORDS = _LOGIC | {"crosses", "between", "in", "step", "then", "else"}
_PREFIX_WORDS = _NOT | {"if"}
_FIRST_WORDS = frozenset({"when", "where", "from", "expect", "limit"})  # prefixes where a statement starts
_MARKS = {
    ".": Role.POINT,
    "..": Role.POINT,
    ":": Role.COLON,
    ",": Role.COMMA,
    "=": Role.ASSIGN,
    "(": Role.OPEN,
    "[": Role.OPEN,
    ")": Role.CLOSE,
    "]": Role.CLOSE,
    **dict.fromkeys(("<", ">", "<=", ">=", "==", "!=", "*", "/"), Role.INFIX),
}
_ENDS_OPERAND = frozenset({Role.VALUE, Role.CLOSE})
# A `{` right after one of these opens a record, as in `jtsc.syntax.tokens`.
_BEFORE_RECORD = frozenset({Role.OPEN, Role.COMMA, Role.COLON, Role.ASSIGN})
# A line end right after one of these does not end a statement.
_LEAVES_OPEN = frozenset(
    {Role.PREFIX, Role.SIGN, Role.INFIX, Role.POINT, Role.COLON, Role.COMMA, Role.ASSIGN}
)
# What a comment that ends its line is set behind instead of before.
_COMMENT_FOLLOWS = frozenset({Role.INFIX, Role.POINT, Role.COLON, Role.COMMA, Role.ASSIGN, Role.BLOCK_OPEN})


def assign_roles(lexemes: Iterable[Lexeme]) -> list[Token]:
    """Return the tokens of a text: their roles, where statements start, words in their one spelling."""
    given = list(lexemes)
    brackets: list[Role] = []
    tokens: list[Token] = []
    previous = Token("", Role.BLOCK_OPEN, (), blank_before=False, starts_statement=False)
    for lexeme, following in zip(given, [*given[1:], given[-1]], strict=True):
        in_block = not brackets or brackets[-1] is Role.BLOCK_OPEN
        starts = in_block and _starts_statement(lexeme, previous)
        role = _role(lexeme, previous, following, starts, brackets)
        if role in (Role.OPEN, Role.BLOCK_OPEN):
            brackets.append(role)
        elif role in (Role.CLOSE, Role.BLOCK_CLOSE) and brackets:
            brackets.pop()
        previous = Token(_spelling(lexeme, role), role, lexeme.comments, lexeme.blank_before, starts)
        tokens.append(previous)
    return tokens


def settle_comments(tokens: Iterable[Token]) -> list[Token]:
    """Move comments to where lines may end: behind an operator, a comma, a brace or a statement."""
    settled: list[Token] = []
    carried: tuple[Comment, ...] = ()
    for token in tokens:
        comments, carried = carried + token.comments, ()
        if not comments:
            settled.append(token)
            continue
        closes = token.role in (Role.BLOCK_CLOSE, Role.END)
        if token.role in _COMMENT_FOLLOWS:
            first = next((i for i, comment in enumerate(comments) if comment.ends_line), len(comments))
            comments, carried = comments[:first], comments[first:]
        elif closes:
            comments = tuple(replace(comment, ends_line=True) for comment in comments)
        if settled and (closes or token.starts_statement):
            behind = _behind(comments)
            settled[-1] = replace(settled[-1], after=behind)
            comments = comments[len(behind) :]
        settled.append(replace(token, comments=comments))
    return settled


def _behind(comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    # The comments on the line of what stands before them; nothing can follow a `//` there.
    behind = tuple(takewhile(lambda comment: comment.trails, comments))
    first_to_end = next((i for i, comment in enumerate(behind) if comment.to_line_end), len(behind))
    return behind[: first_to_end + 1]


def _starts_statement(token: Lexeme, previous: Token) -> bool:
    if token.text in ("{", "}") or token.kind == "end":
        return False
    if previous.role in (Role.BLOCK_OPEN, Role.BLOCK_CLOSE):
        return True
    return token.new_line and previous.role not in _LEAVES_OPEN


def _role(token: Lexeme, previous: Token, following: Lexeme, starts: bool, brackets: list[Role]) -> Role:
    after_operand = not starts and previous.role in _ENDS_OPERAND
    if token.kind == "word":
        return _role_of_word(token.text, previous, following, starts, after_operand)
    if token.text == "{":
        return Role.OPEN if previous.role in _BEFORE_RECORD else Role.BLOCK_OPEN
    if token.text == "}":
        return Role.CLOSE if brackets and brackets[-1] is Role.OPEN else Role.BLOCK_CLOSE
    if token.text in ("+", "-"):
        return Role.INFIX if after_operand else Role.SIGN
    if token.kind == "end":
        return Role.END
    return _MARKS.get(token.text, Role.VALUE)


def _role_of_word(text: str, previous: Token, following: Lexeme, starts: bool, after_operand: bool) -> Role:
    if previous.text == "." or following.text in (":", "="):  # a part of a value, the name of one
        return Role.VALUE
    if after_operand and text in _INFIX_WORDS:
        return Role.INFIX
    if previous.text == "crosses" and previous.role is Role.INFIX:  # above, below
        return Role.INFIX
    if after_operand:
        return Role.PREFIX if text == "by" else Role.VALUE
    return Role.PREFIX if text in _PREFIX_WORDS or (starts and text in _FIRST_WORDS) else Role.VALUE


def _spelling(token: Lexeme, role: Role) -> str:
    if token.kind != "word":
        return token.text
    if role in (Role.INFIX, Role.PREFIX) and token.text in _LOGIC | _NOT:
        return token.text.upper()
    return normalise_name(token.text)
