"""The layout of statements: one a line, indented by their block, sections apart by an empty line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jtsc.formatter.comments import behind, gap, remark
from jtsc.formatter.document import HARD, NOTHING, Doc, concat, indent, text
from jtsc.formatter.expressions import sequence
from jtsc.formatter.tokens import Comment
from jtsc.formatter.tree import Block, File, Statement

_SECTIONS_UP_TO = 1  # blocks in one another: the file, the strategy


@dataclass(frozen=True, slots=True)
class _Row:
    """A statement, or a comment on lines of its own, and whether an empty line stands before it."""

    doc: Doc
    blank_before: bool


def file_layout(file: File) -> Doc:
    """Return the layout of a file, its last line end included."""
    return concat(_rows(file.statements, file.end.comments, 0), HARD)


def _rows(statements: Sequence[Statement], left: Sequence[Comment], depth: int) -> Doc:
    """Return statements, and the comments `left` behind the last, each on a line of its own."""
    rows: list[_Row] = []
    last: Statement | None = None
    for statement in statements:
        own = list(_rows_of(statement, depth))
        if last is not None and depth <= _SECTIONS_UP_TO and (last.block or statement.block):
            own[0] = _Row(own[0].doc, True)
        rows += own
        last = statement
    rows += _rows_of_comments(left)
    parts: list[Doc] = []
    for at, row in enumerate(rows):
        parts += [HARD] * (at > 0) + [HARD] * (at > 0 and row.blank_before) + [row.doc]
    return concat(*parts)


def _rows_of(statement: Statement, depth: int) -> Iterator[_Row]:
    first = statement.first
    own = [comment for comment in first.comments if comment.ends_line]
    yield from _rows_of_comments(own)
    within, space = gap(first.comments[len(own) :], NOTHING)
    parts = [within, space]
    if statement.elements:
        parts.append(sequence(statement.elements))
    if statement.block is not None:
        comments, space = gap(statement.block.open.comments, text(" "))
        parts += [comments, space, _block(statement.block, depth + 1)]
    blank = first.blank_before if len(own) == len(first.comments) else first.comments[len(own)].blank_before
    yield _Row(concat(*parts, behind(statement.last.after)), blank)


def _rows_of_comments(comments: Sequence[Comment]) -> Iterator[_Row]:
    """Yield comments that end their lines; some may share one."""
    row: list[Comment] = []
    for comment in comments:
        if row and not (comment.trails and not row[-1].to_line_end):
            yield _row_of(row)
            row = []
        row.append(comment)
    if row:
        yield _row_of(row)


def _row_of(comments: Sequence[Comment]) -> _Row:
    first, *others = comments
    return _Row(concat(remark(first), behind(others)), first.blank_before)


def _block(block: Block, depth: int) -> Doc:
    start = concat(text("{"), behind(block.open.after))
    if not block.statements and not block.close.comments and not block.open.after:
        return text("{}")
    body = _rows(block.statements, block.close.comments, depth)
    return concat(start, indent(concat(HARD, body)), HARD, text("}"))
