"""Cutting a text into its sections by brace depth, before any parsing.

A section's body can then be parsed, checked and cached on its own, and a broken one does not hide the others.
"""

import re
from dataclasses import dataclass

from jtsc.diagnostics import Fix, Label, Problems, did_you_mean, phrase
from jtsc.diagnostics.diagnostic import Edit
from jtsc.source import Source, Span

# Kind of section -> start rule of the grammar.
SECTION_RULES = {
    "params": "params",
    "universe": "universe",
    "sources": "sources",
    "timeframes": "settings",
    "indicators": "bindings",
    "entry.long": "rules",
    "exit.long": "rules",
    "entry.short": "rules",
    "exit.short": "rules",
    "surge_detection": "rules",
    "risk_management": "settings",
    "execution": "settings",
    "alerts": "rules",
    "expect": "expectations",
    "test": "test",
}
TOP, VARS = "top", "vars"  # what stands before the strategy, and between its sections
BODY_RULES = {**SECTION_RULES, TOP: "top", VARS: "vars"}

_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|/\*|"(?:\\.|[^"\\\n])*"|"|[{}()\[\]]', re.DOTALL)
_SECTION_NAME = re.compile(r"([^\W\d]\w*(?:\s*\.\s*[^\W\d]\w*)?)\s*$")
_TITLED = re.compile(r'\b(test)\s*("(?:\\.|[^"\\\n])*")\s*$')
_SECTION_LINE = re.compile(
    rf"[ \t]*({'|'.join(re.escape(kind) for kind in SECTION_RULES)})(?:\s*\"[^\n]*\")?\s*$"
)
_STRATEGY = re.compile(r"^[ \t]*strategy\b", re.MULTILINE)
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of the text: a section's name and body, or (kind "") the strategy's header."""

    kind: str
    name_span: Span  # absolute
    start: int  # of the body, absolute
    end: int
    whole: bool = True  # its brackets balance
    title: str = ""  # of a test


@dataclass(frozen=True, slots=True)
class Cuts:
    header: Cut | None
    sections: tuple[Cut, ...]


def cut_sections(source: Source, problems: Problems) -> Cuts:
    """Cut the text; report unbalanced brackets, unknown sections and text outside of any.

    Without a strategy's brace the text is a library: functions, and what they import.
    """
    text = source.text
    header: Cut | None = None
    sections: list[Cut] = []
    brackets: list[tuple[str, int]] = []
    start = 0  # of what has not been assigned to a piece yet
    name, title = Span(0, 0, 0), ""
    whole = True  # nothing was reported of the section so far
    for token in _TOKEN.finditer(text):
        mark, at = token.group(), token.start()
        if mark == '"':
            problems.add("JTS0103", Span(0, at, _end_of_line(text, at)))
            whole = False
        elif mark == "/*":
            problems.add("JTS0104", Span(0, at, at + 2))
            return Cuts(header, tuple(cut for cut in sections if _known(text, cut, problems)))
        elif mark in "([{":
            depth = len(brackets)
            if mark == "{" and depth == 0 and header is None:
                begin = _strategy_start(text, at)
                sections += _loose(text, TOP, 0, begin)
                header, start = Cut("", Span(0, begin, at), begin, at), token.end()
            elif mark == "{" and depth == 1:
                name, title = _section_name(text, start, at)
                sections += _between(text, start, min(name.start, at), problems)
                start, whole = token.end(), True
            elif (
                mark == "{"
                and depth > 1
                and (slipped := _SECTION_LINE.search(text, text.rfind("\n", 0, at) + 1, at))
            ):
                # A section where none can stand: the one before it was not closed.
                _report_unclosed(brackets, len(text[: slipped.start()].rstrip()), problems)
                sections.append(
                    Cut(_kind(text, name), name, start, slipped.start(), len(brackets) == 2, title)
                )
                del brackets[1:]
                name, title, start, whole = Span(0, slipped.start(1), slipped.end(1)), "", token.end(), True
            brackets.append((mark, at))
        elif mark in ")]}":
            known = len(problems)
            closed = _close(mark, at, brackets, problems)
            whole = whole and len(problems) == known
            if not closed:
                continue
            if mark == "}" and len(brackets) == 1:
                sections.append(Cut(_kind(text, name), name, start, at, whole, title))
                start = token.end()
            elif mark == "}" and not brackets:
                sections += _between(text, start, at, problems)
                start = token.end()
    if brackets:
        _report_unclosed(brackets, len(text.rstrip()), problems)
        if len(brackets) > 1:
            sections.append(Cut(_kind(text, name), name, start, len(text), len(brackets) == 2, title))
    if header is None and _is_library(text):
        sections = _loose(text, TOP, 0, len(text))
    elif header is None:
        problems.add("JTS0101", Span(0, 0, min(len(text), _end_of_line(text, 0))))
    elif not brackets:
        _report_stray(text, start, len(text), problems)
    return Cuts(header, tuple(cut for cut in sections if _known(text, cut, problems)))


def _close(mark: str, at: int, brackets: list[tuple[str, int]], problems: Problems) -> bool:
    # A closing bracket that fits a bracket further out tells that the inner ones were left open.
    wanted = next((i for i in reversed(range(len(brackets))) if _CLOSING[brackets[i][0]] == mark), None)
    if wanted is None or (mark != "}" and wanted != len(brackets) - 1):
        problems.add("JTS0106", Span(0, at, at + 1), bracket=mark)
        return False
    for opening, place in brackets[wanted + 1 :]:
        problems.add(
            "JTS0102",
            Span(0, place, place + 1),
            bracket=opening,
            closing=_CLOSING[opening],
            labels=[Label(Span(0, at, at + 1), phrase("this closes an outer one"))],
        )
    del brackets[wanted:]
    return True


def _report_unclosed(brackets: list[tuple[str, int]], end: int, problems: Problems) -> None:
    opening, place = brackets[-1]
    closing = _CLOSING[opening]
    problems.add(
        "JTS0102",
        Span(0, place, place + 1),
        bracket=opening,
        closing=closing,
        fixes=[
            Fix(phrase("add `{closing}`", closing=closing), (Edit(Span(0, end, end), f"\n{closing}"),), False)
        ],
    )


def _section_name(text: str, start: int, brace: int) -> tuple[Span, str]:
    """Return where the name of the section that opens at `brace` stands, and the title of a test."""
    titled = _TITLED.search(text, start, brace)
    if titled is not None:
        return Span(0, titled.start(1), titled.end(1)), titled[2][1:-1]
    found = _SECTION_NAME.search(_without_comments(text[start:brace]))
    return (Span(0, start + found.start(1), start + found.end(1)) if found else Span(0, brace, brace + 1)), ""


def _strategy_start(text: str, brace: int) -> int:
    """Return where the header of the strategy begins that opens at `brace`."""
    starts = [found.start() for found in _STRATEGY.finditer(_without_comments(text[:brace]))]
    return starts[-1] if starts else 0


def _is_library(text: str) -> bool:
    return re.match(r"\s*(fn|import)\b", _without_comments(text)) is not None


def _loose(text: str, kind: str, start: int, end: int) -> list[Cut]:
    """Return the piece between sections, if anything stands there."""
    if not _without_comments(text[start:end]).strip():
        return []
    return [Cut(kind, Span(0, start, start), start, end)]


def _between(text: str, start: int, end: int, problems: Problems) -> list[Cut]:
    """Return the `var` statements between two sections; report anything else."""
    if re.match(r"\s*var\b", _without_comments(text[start:end])):
        return _loose(text, VARS, start, end)
    _report_stray(text, start, end, problems)
    return []


def _without_comments(text: str) -> str:
    """Return the text with blanks for comments."""
    return _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)


def _kind(text: str, name: Span) -> str:
    return re.sub(r"\s", "", text[name.start : name.end])


def _known(text: str, cut: Cut, problems: Problems) -> bool:
    if cut.kind in BODY_RULES:
        return True
    guess = did_you_mean(cut.kind, SECTION_RULES)
    problems.add(
        "JTS0105",
        cut.name_span,
        name=cut.kind,
        hint=phrase("did you mean `{guess}`?", guess=guess)
        if guess
        else phrase("sections are {names}", names=", ".join(SECTION_RULES)),
        fixes=[Fix(phrase("write `{guess}`", guess=guess), (Edit(cut.name_span, guess),), False)]
        if guess
        else [],
    )
    return False


def _report_stray(text: str, start: int, end: int, problems: Problems) -> None:
    bare = _without_comments(text[start:end])
    stray = bare.strip()
    if stray:
        at = start + bare.index(stray)
        line = stray.split("\n", 1)[0].rstrip()
        problems.add("JTS0107", Span(0, at, at + len(line)), text=line)


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
