"""`fmt` over generated programs with comments in odd places: idempotent, of one meaning, no comment lost."""

import re
from pathlib import Path
from random import Random

import pytest

from jtsc.formatter.format import format_source
from jtsc.frontend import Frontend
from jtsc.ir import hir
from jtsc.passes import run_passes
from jtsc.source import Source
from tests.property.conftest import ROOT, artifact_of
from tests.property.generated.programs import program

SUITE = sorted([*ROOT.glob("strategies/*.jts"), *ROOT.glob("tests/**/*.jts")])
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def layout(text: str) -> str:
    formatted = format_source(Source.from_text(text))
    assert formatted.diagnostics == (), text
    return formatted.text


def comments(text: str) -> list[str]:
    """Return the comments in their order; how their lines are set in is form."""
    return [" ".join(comment.split()) for comment in COMMENT.findall(text)]


def commented(draw: Random, text: str) -> str:
    """Return the text with comments put after lines, on lines of their own and between words."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        if draw.random() < 0.15:
            lines.append(f"// own line {number}")
        if draw.random() < 0.1:
            lines.append(f"/* block {number}\n   of two lines */")
        if draw.random() < 0.15:
            words = [place for place, char in enumerate(line) if char == " " and line[:place].strip()]
            words = [place for place in words if line[:place].count('"') % 2 == 0]
            if words:
                at = draw.choice(words)
                line = f"{line[:at]} /* inside {number} */{line[at:]}"
        if draw.random() < 0.15:
            line += f"  // after {number}"
        lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("programs", [40, pytest.param(2000, marks=pytest.mark.long)])
def test_formatting_changes_nothing_but_form(programs: int) -> None:
    for seed in range(programs):
        draw = Random(seed)
        plain = program(draw)
        text = commented(draw, plain)
        formatted = layout(text)
        assert layout(formatted) == formatted, text
        assert comments(formatted) == comments(text), text
        assert artifact_of(formatted).mir_hash == artifact_of(plain).mir_hash, text


@pytest.mark.parametrize("file", SUITE, ids=lambda file: str(file.relative_to(ROOT)))
def test_programs_of_the_suite(file: Path) -> None:
    text = file.read_text("utf-8")
    formatted = format_source(Source.from_text(text, str(file)))
    if formatted.diagnostics:
        assert formatted.text == text
        return
    assert layout(formatted.text) == formatted.text
    assert comments(formatted.text) == comments(text)
    before, after = (Frontend().check(Source.from_text(each, str(file))) for each in (text, formatted.text))
    assert [each.code for each in before.diagnostics] == [each.code for each in after.diagnostics]
    if before.hir is not None and after.hir is not None:
        assert mir_hash(before.hir) == mir_hash(after.hir)


def mir_hash(program: hir.Program) -> str:
    *_, (_, mir) = run_passes(program)
    return mir.digest()
