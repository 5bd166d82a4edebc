"""README in both languages: the same code, the same commands and options, the same links."""

import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGLISH, KOREAN = (ROOT.joinpath(name).read_text("utf-8") for name in ("README.md", "README.ko.md"))


def first_columns(text: str) -> list[str]:
    """Return the code of the first cell of each row of each table."""
    rows = re.findall(r"^\| (.*?) \| ", text, re.MULTILINE)
    return ["".join(re.findall(r"`[^`]*`", row)) for row in rows]


@pytest.mark.parametrize(
    "part",
    [
        lambda text: re.findall(r"```.*?```", text, re.DOTALL),
        first_columns,
        lambda text: re.findall(r"\]\((docs/[^)]*)\)", text),
        lambda text: [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)],
    ],
    ids=["code", "tables", "links", "headings"],
)
def test_both_say_the_same(part) -> None:
    assert part(KOREAN) == part(ENGLISH)
    assert part(ENGLISH)


@pytest.mark.parametrize("text", [ENGLISH, KOREAN], ids=["en", "ko"])
def test_every_command_is_in_the_table(text: str) -> None:
    told = {cell.split("`")[1].split()[0] for cell in re.findall(r"^\| (`[a-z]+.*?) \|", text, re.MULTILINE)}
    assert {entry.name for entry in entry_points(group="jts.commands")} <= told


def test_every_option_of_a_backtest_is_told() -> None:
    (entry,) = entry_points(group="jts.commands", name="backtest")
    known = {option for parameter in entry.load().params for option in parameter.opts if option[:2] == "--"}
    told = set(
        re.findall(r"--[a-z][a-z-]*", ENGLISH[ENGLISH.index("## Options") : ENGLISH.index("## The same")])
    )
    assert told == known


@pytest.mark.parametrize("text", [ENGLISH, KOREAN], ids=["en", "ko"])
def test_every_link_leads_somewhere(text: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
