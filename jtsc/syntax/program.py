"""A whole text to its syntax tree: cut into sections, each of them parsed on its own."""

from dataclasses import dataclass, replace

from jtsc.diagnostics import Problems
from jtsc.source import Source, Span
from jtsc.syntax import ast
from jtsc.syntax.lookalikes import replace_lookalikes
from jtsc.syntax.parser import Body, parse_body, parse_header
from jtsc.syntax.sections import BODY_RULES, Cut, cut_sections


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text with the places of its sections, its tree where there is one, and what is wrong with it."""

    source: Source
    tree: ast.Program | None
    problems: Problems
    is_library: bool  # functions and imports alone


class ProgramParser:
    """Parses texts; remembers the sections of the last one: an edit costs what it touches."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[str, int, str], Body] = {}

    def parse(self, source: Source) -> Parsed:
        """Parse a text; every independent problem is reported."""
        slips, problems = Problems(), Problems()
        plain = replace(source, text=replace_lookalikes(source.text, slips))
        cuts = cut_sections(plain, problems)
        starts = (0, *(cut.start for cut in cuts.sections))
        plain, source = (replace(each, section_starts=starts) for each in (plain, source))
        if cuts.header is None:
            sections = self._sections(plain, cuts.sections, problems)
            tree = ast.Program("", Span(0, 0, 0), sections) if sections else None
            problems.extend(slips if tree else ())
            return Parsed(source, tree, problems, is_library=tree is not None)
        start, end = cuts.header.start, cuts.header.end
        header = plain.text[start:end]
        name = parse_header(header, start)
        if name is None and "strategy" not in header:
            problems = Problems()  # no strategy at all: what is wrong with its sections says nothing
        else:
            problems.extend(slips)
        if name is None:
            problems.add("JTS0101", Span(0, start, start + max(1, len(header.rstrip()))))
        sections = self._sections(plain, cuts.sections, problems)
        named = (str(name.value), name.span) if name else ("", Span(0, 0, 0))
        return Parsed(source, ast.Program(*named, sections), problems, is_library=False)

    def _sections(self, source: Source, cuts: tuple[Cut, ...], problems: Problems) -> tuple[ast.Section, ...]:
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
