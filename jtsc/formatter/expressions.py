"""The layout of what stands within a statement: operators, arguments, lists and records."""

from collections.abc import Sequence
from itertools import pairwise

from jtsc.formatter.comments import gap
from jtsc.formatter.document import NOTHING, SOFT, SPACE, Doc, IfBroken, concat, fill, group, indent, text
from jtsc.formatter.tokens import Role, Token
from jtsc.formatter.tree import Element, Group, Item, first_token, last_token

# Where a line that is too long ends first: behind the loosest operator.
_LEVELS = {
    ",": 0,
    **dict.fromkeys(("in", "then", "else"), 1),
    "step": 2,
    **dict.fromkeys(("AND", "OR"), 3),
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!=", "above", "below", "between"), 4),
    **dict.fromkeys("+-", 5),
    **dict.fromkeys("*/", 6),
}
_LOGIC = _LEVELS["AND"]
_CLINGS = frozenset({Role.COMMA, Role.COLON, Role.POINT, Role.CLOSE})


def sequence(elements: Sequence[Element], *, within_brackets: bool = False) -> Doc:
    """Return the layout of elements, without the comments before the first.

    Args:
        within_brackets: they are all that stands in brackets, which give further lines their indent.
    """
    level, operands = _split_at_loosest(elements)
    if level is None:
        return _run(elements)
    contents = [_operand(operand) for operand in operands]
    separators = [_before(first_token(operand[0]), SPACE) for operand in operands[1:]]
    if level == _LOGIC:  # one operand a line
        rest = concat(*(concat(*pair) for pair in zip(separators, contents[1:], strict=True)))
        return concat(contents[0], rest) if within_brackets else group(concat(contents[0], indent(rest)))
    if within_brackets:
        return fill(contents, separators)
    return fill([contents[0], *map(indent, contents[1:])], list(map(indent, separators)))


def separator(before: Token, after: Token) -> Doc:
    """Return what stands between two tokens of a statement: a space or nothing."""
    if after.role in (Role.COMMA, Role.COLON, Role.POINT) or before.role in (Role.POINT, Role.SIGN):
        return NOTHING
    called = after.role is Role.OPEN and after.text != "{" and before.role in (Role.VALUE, Role.CLOSE)
    return NOTHING if called else text(" ")


def _level(token: Token) -> int | None:
    return _LEVELS.get(token.text) if token.role in (Role.INFIX, Role.COMMA) else None


def _split_at_loosest(elements: Sequence[Element]) -> tuple[int | None, list[Sequence[Element]]]:
    """Return the level of the loosest operator and its operands, each with the operator behind it."""
    levels = [_level(element) if isinstance(element, Token) else None for element in elements]
    loosest = min((level for level in levels if level is not None), default=None)
    if loosest is None:
        return None, []
    ends = [at + 1 for at, level in enumerate(levels) if level == loosest]
    return loosest, [elements[start:end] for start, end in pairwise([0, *ends, len(elements)])]


def _operand(elements: Sequence[Element]) -> Doc:
    operator = elements[-1]
    if not isinstance(operator, Token) or _level(operator) is None:
        return sequence(elements)
    space = separator(last_token(elements[-2]), operator)
    return concat(sequence(elements[:-1]), _before(operator, space), text(operator.text))


def _run(elements: Sequence[Element]) -> Doc:
    """Return elements between which no line ends but behind a comment."""
    parts: list[Doc] = [_element(elements[0])]
    for at, (one, other) in enumerate(pairwise(elements), start=1):
        between = _before(first_token(other), separator(last_token(one), first_token(other)))
        if between.flat is None:
            return concat(*parts, indent(concat(between, _run(elements[at:]))))
        parts += [between, _element(other)]
    return concat(*parts)


def _element(element: Element) -> Doc:
    return text(element.text) if isinstance(element, Token) else _brackets(element)


def _before(token: Token, space: Doc) -> Doc:
    return concat(*gap(token.comments, space, clings=token.role in _CLINGS))


def _brackets(brackets: Group) -> Doc:
    opening, closing = text(brackets.open.text), text(brackets.close.text)
    if _holds_one_group(brackets):
        return concat(opening, _element(brackets.items[0].elements[0]), closing)
    edge = SPACE if brackets.open.text == "{" and brackets.items else SOFT
    inside = _items(brackets, edge) if brackets.items else NOTHING
    comments, end = gap(brackets.close.comments, edge, clings=True)
    return group(concat(opening, indent(concat(inside, comments)), end, closing))


def _items(brackets: Group, edge: Doc) -> Doc:
    """Return the items: all on one line, or one a line; of a list of plain values as many as fit."""
    items = brackets.items
    alone = len(items) == 1
    contents = [
        concat(
            sequence(item.elements, within_brackets=alone),
            _before(item.comma, NOTHING) if item.comma else NOTHING,
            NOTHING if item is items[-1] else text(","),
        )
        for item in items
    ]
    first, *separators = (
        _before(first_token(item.elements[0]), edge if item is items[0] else SPACE) for item in items
    )
    if brackets.open.text == "[" and all(_is_plain_value(item) for item in items):
        body = fill(contents, separators)
    else:
        body = concat(contents[0], *(concat(*pair) for pair in zip(separators, contents[1:], strict=True)))
    return concat(first, body, NOTHING if alone else IfBroken(","))


def _holds_one_group(brackets: Group) -> bool:
    """Return whether the brackets may close around another pair without a line of their own."""
    if len(brackets.items) != 1 or brackets.close.comments:
        return False
    (item,) = brackets.items
    (first, *others) = item.elements
    bare = not others and isinstance(first, Group) and not first.open.comments
    return bare and (item.comma is None or not item.comma.comments)


def _is_plain_value(item: Item) -> bool:
    return all(isinstance(element, Token) for element in item.elements) and len(item.elements) <= 2
