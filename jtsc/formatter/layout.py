"""Text to formatted text."""

from jtsc.formatter.blocks import file_layout
from jtsc.formatter.document import render
from jtsc.formatter.roles import assign_roles, settle_comments
from jtsc.formatter.tokens import scan
from jtsc.formatter.tree import nest

WIDTH = 100


def lay_out(text: str) -> str:
    """Return the text of a program that parses in the one layout there is of it."""
    tokens = settle_comments(assign_roles(scan(text)))
    return render(file_layout(nest(tokens)), WIDTH)
