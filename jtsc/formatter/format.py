"""A strategy's text in the one layout there is of it; never one that means anything else."""

from dataclasses import dataclass

from jtsc.diagnostics import Diagnostic
from jtsc.diagnostics.render import in_order
from jtsc.errors import InternalError
from jtsc.formatter.blocks import file_layout
from jtsc.formatter.document import render
from jtsc.formatter.roles import assign_roles, settle_comments
from jtsc.formatter.same_meaning import same_meaning
from jtsc.formatter.tokens import scan
from jtsc.formatter.tree import nest
from jtsc.source import Source
from jtsc.syntax.program import ProgramParser

WIDTH = 100  # columns, of which a wide letter takes two; comments may stand beyond


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it is to be written; `diagnostics` say why it does not parse and stays as it is."""

    source: Source
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def format_source(source: Source) -> Formatted:
    """Lay out a text that parses, whatever a check would say of it.

    Raises:
        InternalError: if the layout would change the meaning or lose a comment.
    """
    parsed = ProgramParser().parse(source)
    if parsed.tree is None or parsed.problems:
        found = tuple(in_order(parsed.problems, parsed.source))
        return Formatted(parsed.source, source.text, found)
    tokens = settle_comments(assign_roles(scan(source.text)))
    text = render(file_layout(nest(tokens)), WIDTH)
    if text != source.text and not same_meaning(parsed, ProgramParser().parse(Source(source.path, text))):
        raise InternalError(
            f"the format of {source.path} would change what it means, so it was left alone",
            "this is our fault, not yours: please report it and attach the file",
        )
    return Formatted(parsed.source, text)
