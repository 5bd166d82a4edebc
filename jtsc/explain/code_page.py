"""The page of a diagnostic code: a program that has it, what is said of it, and the program put right."""

from dataclasses import dataclass
from importlib import resources

from jtsc.diagnostics import CODES
from jtsc.diagnostics.language import Language
from jtsc.diagnostics.render import render_text
from jtsc.frontend import Frontend
from jtsc.source import Source

_HEADINGS = {Language.ENGLISH: ("Wrong", "Right"), Language.KOREAN: ("잘못된 예", "바른 예")}
_BETWEEN = "\n// right\n"
_FILE = "example.jts"


@dataclass(frozen=True, slots=True)
class Example:
    wrong: str
    right: str


def read_example(code: str) -> Example:
    """Return the two programs of a code's page."""
    text = resources.files("jtsc.explain").joinpath("pages", f"{code}.jts").read_text("utf-8")
    wrong, _, right = text.partition(_BETWEEN)
    return Example(wrong.rstrip() + "\n", right)


def code_page(code: str, language: Language) -> str:
    """Return the page of a code of `CODES`."""
    example = read_example(code)
    checked = Frontend().check(Source.from_text(example.wrong, _FILE))
    messages = [render_text(diagnostic, checked.source, language) for diagnostic in checked.diagnostics]
    wrong, right = _HEADINGS[language]
    parts = (
        f"{code}  {CODES[code].name}",
        f"{wrong}:",
        example.wrong.rstrip(),
        *messages,
        f"{right}:",
        example.right,
    )
    return "\n\n".join(parts).rstrip()
