"""Text to checked program, without numba: what `check`, the language server and the compiler share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jtsc.check.program import SectionCache, check_declarations, check_program
from jtsc.diagnostics import Diagnostic, Problems, Severity
from jtsc.diagnostics.render import in_order
from jtsc.files import read_strategy
from jtsc.ir import hir
from jtsc.source import Source, Span
from jtsc.syntax import ast
from jtsc.syntax.imports import load_imports
from jtsc.syntax.parser import Body, parse_body, parse_header
from jtsc.syntax.sections import BODY_RULES, TOP, Cut, cut_sections


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
        self._bodies: dict[tuple[str, int, str], Body] = {}
        self._checked = SectionCache()

    def check(self, source: Source) -> Checked:
        """Parse and check a text; every independent problem is reported."""
        problems = Problems()
        cuts = cut_sections(source, problems)
        source = replace(source, section_starts=(0, *(cut.start for cut in cuts.sections)))
        tree = None
        if cuts.header is not None:
            start, end = cuts.header.start, cuts.header.end
            header = source.text[start:end]
            name = parse_header(header, start)
            if name is None:
                if "strategy" not in header:
                    problems = Problems()  # no strategy at all: what is wrong with its sections says nothing
                problems.add("JTS0101", Span(0, start, start + max(1, len(header.rstrip()))))
            sections = self._parse(source, cuts.sections, problems)
            tree = ast.Program(
                str(name.value) if name else "", name.span if name else Span(0, 0, 0), sections
            )
        elif cuts.sections:
            tree = ast.Program("", Span(0, 0, 0), self._parse(source, cuts.sections, problems))
        program = None
        if tree is not None:
            imports = load_imports(_top(tree), source.path, self._read, problems)
            try:
                if tree.name_span.end:
                    program = check_program(tree, imports, self._checked, problems)
                elif cuts.header is None:
                    check_declarations(list(tree.sections), imports, problems)
            except RecursionError:  # definitions that need one another in a chain of hundreds
                problems.add("JTS0118", tree.name_span, most="some hundred")
        found = tuple(in_order(problems, source))
        if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
            program = None
        return Checked(source, tree, program, found)

    def _parse(self, source: Source, cuts: tuple[Cut, ...], problems: Problems) -> tuple[ast.Section, ...]:
        bodies: dict[tuple[str, int, str], Body] = {}
        sections = []
        for index, cut in enumerate(cuts, start=1):
            text = source.text[cut.start : cut.end]
            key = (cut.kind, index, text)
            body = self._bodies.get(key) or parse_body(BODY_RULES[cut.kind], text, index)
            bodies[key] = body
            if cut.whole:
                problems.extend(body.problems)
            broken = bool(body.problems) or not cut.whole
            sections.append(
                ast.Section(cut.kind, index, cut.name_span, text, body.statements, broken, cut.title)
            )
        self._bodies = bodies
        return tuple(sections)


def _top(tree: ast.Program) -> Iterator[ast.Statement]:
    """Yield the statements before the strategy."""
    return (statement for section in tree.sections if section.kind == TOP for statement in section.statements)
