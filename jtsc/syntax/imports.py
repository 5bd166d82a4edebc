"""`import "file"`: the functions of other files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from jtsc.diagnostics import Problems
from jtsc.errors import UserError
from jtsc.source import Source, Span
from jtsc.syntax import ast
from jtsc.syntax.parser import parse_body
from jtsc.syntax.sections import BODY_RULES, TOP, cut_sections


@dataclass(frozen=True, slots=True)
class Imported:
    """A function, and the `import` of the file at hand that brought it."""

    function: ast.Function
    span: Span


@dataclass(frozen=True, slots=True)
class Imports:
    """`complete` tells that every import could be read: no function is missing."""

    functions: tuple[Imported, ...] = ()
    complete: bool = True


def load_imports(
    statements: Iterable[ast.Statement], path: str, read: Callable[[Path], str], problems: Problems
) -> Imports:
    """Return the functions that the statements of a file import, directly or through other files.

    Args:
        path: of the file; the others lie relative to the file that names them.
        read: gives the text of a file, or raises `UserError`.
    """
    found: dict[Path, tuple[ast.Function, ...]] = {}
    imported: list[Imported] = []
    complete = True
    for statement in statements:
        if not isinstance(statement, ast.Import):
            continue
        before = set(found)
        target = Path(path).parent / statement.path
        reason = _collect(target, read, found)
        if reason:
            problems.add("JTS0223", statement.span, path=statement.path, reason=reason)
            complete = False
            continue
        new = (file for file in found if file not in before)
        imported += [Imported(function, statement.span) for file in new for function in found[file]]
    return Imports(tuple(imported), complete)


def _collect(path: Path, read: Callable[[Path], str], found: dict[Path, tuple[ast.Function, ...]]) -> str:
    """Add the functions of a file and of those it imports; return why that cannot be, or nothing."""
    path = path.resolve()
    if path in found:
        return ""
    try:
        source = Source.from_text(read(path), str(path))
    except UserError as error:
        return error.message.replace(str(path), path.name)
    problems = Problems()
    cuts = cut_sections(source, problems)
    if cuts.header is not None:
        return "it holds a strategy; only functions can be imported"
    statements: list[ast.Statement] = []
    for cut in cuts.sections:
        body = parse_body(BODY_RULES[TOP], source.text[cut.start : cut.end], 1)
        problems.extend(body.problems)
        statements += body.statements
    if problems:
        return f"`jtsc check {path.name}` tells what is wrong with it"
    found[path] = tuple(statement for statement in statements if isinstance(statement, ast.Function))
    nested = (statement for statement in statements if isinstance(statement, ast.Import))
    reasons = (_collect(path.parent / statement.path, read, found) for statement in nested)
    return next(filter(None, reasons), "")
