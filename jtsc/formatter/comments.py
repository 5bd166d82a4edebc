"""Comments in a layout."""

import textwrap
from collections.abc import Iterable

from jtsc.formatter.document import HARD, Doc, Remark, concat, text
from jtsc.formatter.tokens import Comment

_APART = text(" ")


def remark(comment: Comment) -> Doc:
    """Return a comment as it is printed; the lines of a long one keep their places to each other."""
    first, *others = [line.rstrip() for line in comment.text.split("\n")]
    parts: list[Doc] = [Remark(first)]
    for line in _aligned(first, others):
        parts += [HARD, Remark(line)] if line else [HARD]
    return concat(*parts)


def gap(comments: Iterable[Comment], separator: Doc, *, clings: bool = False) -> tuple[Doc, Doc]:
    """Return the comments before a token, and what then separates it: `separator`, or a line end.

    Args:
        clings: the token stands close to the one before it, and so does a comment within the line.
    """
    parts: list[Doc] = []
    pending, may_follow = separator, True
    for comment in comments:
        if not comment.ends_line:
            parts += [_APART, remark(comment)] if clings else [pending, remark(comment)]
            pending = pending if clings else _APART
            continue
        beside = comment.trails and may_follow
        parts += [_APART if beside else HARD, remark(comment)]
        pending, may_follow = HARD, not comment.to_line_end
    return concat(*parts), pending


def behind(comments: Iterable[Comment]) -> Doc:
    """Return comments on the line of what stands before them."""
    return concat(*(concat(_APART, remark(comment)) for comment in comments))


def _aligned(first: str, others: list[str]) -> list[str]:
    # Lines of stars stand under the first star, text under the first text.
    if all(line.lstrip().startswith("*") for line in others if line):
        return [f" {line.lstrip()}" if line else "" for line in others]
    closing = [others.pop().lstrip()] if others[-1].lstrip() == "*/" else []
    margin = " " * (2 if first == "/*" else 3)
    dedented = textwrap.dedent("\n".join(others)).split("\n")
    return [f"{margin}{line}" if line else "" for line in dedented] + closing
