"""Whether two texts mean the same: their trees apart from places, and their comments."""

from dataclasses import fields, is_dataclass

from jtsc.formatter.tokens import comments_of
from jtsc.source import Span
from jtsc.syntax import ast
from jtsc.syntax.program import Parsed


def same_meaning(one: Parsed, other: Parsed) -> bool:
    """Return whether the trees of two texts are alike, and the comments are the same in the same order."""
    if other.tree is None or other.problems:
        return False
    alike = _without_places(one.tree) == _without_places(other.tree)
    return alike and comments_of(one.source.text) == comments_of(other.source.text)


def _without_places(node: object) -> object:
    if isinstance(node, tuple):
        return tuple(map(_without_places, node))
    if not is_dataclass(node):
        return node
    names = [field.name for field in fields(node)]
    if isinstance(node, ast.Section):
        names.remove("text")
    values = (getattr(node, name) for name in names)
    return (type(node), *(_without_places(value) for value in values if not isinstance(value, Span)))
