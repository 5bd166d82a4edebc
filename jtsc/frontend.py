"""Text to checked program, without numba: what `check`, the language server and the compiler share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jtsc.check.lints import lint
from jtsc.check.program import SectionCache, check_declarations, check_program
from jtsc.diagnostics import Diagnostic, Severity
from jtsc.diagnostics.render import in_order
from jtsc.files import read_strategy
from jtsc.ir import hir
from jtsc.source import Source
from jtsc.syntax import ast
from jtsc.syntax.imports import load_imports
from jtsc.syntax.program import ProgramParser
from jtsc.syntax.sections import TOP


@dataclass(frozen=True, slots=True)
class Checked:
    """A text and all that was learnt of it. `hir` is there only of a strategy without errors."""

    source: Source
    tree: ast.Program | None
    hir: hir.Program | None
    diagnostics: tuple[Diagnostic, ...]


class Frontend:
    """Parses and checks texts; remembers the sections of the last one: an edit costs what it touches."""

    def __init__(self, read: Callable[[Path], str] = read_strategy) -> None:
        """Let imported files be read by `read`, which raises `UserError` where it cannot."""
        self._read = read
        self._parser = ProgramParser()
        self._checked = SectionCache()

    def check(self, source: Source) -> Checked:
        """Parse and check a text; every independent problem is reported."""
        parsed = self._parser.parse(source)
        source, tree, problems = parsed.source, parsed.tree, parsed.problems
        program = None
        if tree is not None:
            imports = load_imports(_top(tree), source.path, self._read, problems)
            try:
                if tree.name_span.end:
                    program = check_program(tree, imports, self._checked, problems)
                elif parsed.is_library:
                    check_declarations(list(tree.sections), imports, problems)
                if program is not None and not any(_is_error(found) for found in problems):
                    lint(program, problems)
            except RecursionError:  # definitions that need one another in a chain of hundreds
                problems.add("JTS0118", tree.name_span, most="some hundred")
        found = tuple(in_order(problems, source))
        if any(map(_is_error, found)):
            program = None
        return Checked(source, tree, program, found)


def _is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is Severity.ERROR


def _top(tree: ast.Program) -> Iterator[ast.Statement]:
    """Yield the statements before the strategy."""
    return (statement for section in tree.sections if section.kind == TOP for statement in section.statements)
