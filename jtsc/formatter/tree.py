"""Tokens nested by their brackets: statements, blocks of them, and groups of items between commas."""

from collections.abc import Sequence
from dataclasses import dataclass

from jtsc.formatter.tokens import Role, Token


@dataclass(frozen=True, slots=True)
class Item:
    """What stands between the commas of a group, and the comma behind it."""

    elements: "tuple[Element, ...]"
    comma: Token | None


@dataclass(frozen=True, slots=True)
class Group:
    """`(…)`, `[…]` or the `{…}` of a record."""

    open: Token
    items: tuple[Item, ...]
    close: Token


@dataclass(frozen=True, slots=True)
class Block:
    """`{…}` around statements."""

    open: Token
    statements: "tuple[Statement, ...]"
    close: Token


Element = Token | Group


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, or a section with its block."""

    elements: tuple[Element, ...]
    block: Block | None

    @property
    def first(self) -> Token:
        return first_token(self.elements[0]) if self.elements else self.last

    @property
    def last(self) -> Token:
        if self.block is not None:
            return self.block.close
        return last_token(self.elements[-1])


@dataclass(frozen=True, slots=True)
class File:
    statements: tuple[Statement, ...]
    end: Token


def first_token(element: Element) -> Token:
    return element.open if isinstance(element, Group) else element


def last_token(element: Element) -> Token:
    return element.close if isinstance(element, Group) else element


def nest(tokens: Sequence[Token]) -> File:
    """Nest the tokens of a text that parses: its brackets match."""
    statements, at = _statements(tokens, 0)
    return File(statements, tokens[at])


def _statements(tokens: Sequence[Token], at: int) -> tuple[tuple[Statement, ...], int]:
    found: list[Statement] = []
    while tokens[at].role not in (Role.BLOCK_CLOSE, Role.END):
        statement, at = _statement(tokens, at)
        found.append(statement)
    return tuple(found), at


def _statement(tokens: Sequence[Token], at: int) -> tuple[Statement, int]:
    elements: list[Element] = []
    while tokens[at].role not in (Role.BLOCK_CLOSE, Role.END):
        if tokens[at].starts_statement and elements:
            break
        if tokens[at].role is Role.BLOCK_OPEN:
            statements, end = _statements(tokens, at + 1)
            return Statement(tuple(elements), Block(tokens[at], statements, tokens[end])), end + 1
        element, at = _element(tokens, at)
        elements.append(element)
    return Statement(tuple(elements), None), at


def _element(tokens: Sequence[Token], at: int) -> tuple[Element, int]:
    if tokens[at].role is not Role.OPEN:
        return tokens[at], at + 1
    opening = tokens[at]
    items: list[Item] = []
    at += 1
    while tokens[at].role is not Role.CLOSE:
        elements: list[Element] = []
        while tokens[at].role not in (Role.CLOSE, Role.COMMA):
            element, at = _element(tokens, at)
            elements.append(element)
        comma = tokens[at] if tokens[at].role is Role.COMMA else None
        items.append(Item(tuple(elements), comma))
        at += comma is not None
    return Group(opening, tuple(items), tokens[at]), at + 1
