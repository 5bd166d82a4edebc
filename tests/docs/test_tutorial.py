"""The tutorial, done: every file of it written, every command run, every answer the one that is printed."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENGLISH, KOREAN = (
    ROOT.joinpath("docs", name).read_text("utf-8") for name in ("tutorial.md", "tutorial.ko.md")
)
BLOCK = re.compile(r"^```(.*?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def commands(session: str) -> Iterator[tuple[str, str]]:
    """Return each command of a session with what it answers."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, answer = part.partition("\n")
        yield command, answer.strip()


def said(command: str, folder: Path) -> str:
    name, *words = shlex.split(command)
    assert name == "jtsc"
    environment = {**os.environ, "COLUMNS": "100", "JTS_DATA_DIR": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "jtsc", *words], cwd=folder, env=environment, capture_output=True, text=True
    )
    lines = (done.stdout + done.stderr).strip("\n").splitlines()
    return "\n".join(line.rstrip() for line in lines)


def untimed(answer: str) -> str:
    return re.sub(r"engine \S+ s", "engine … s", answer)


def test_every_command_answers_what_stands_there(tmp_path: Path) -> None:
    ran = set()
    for info, text in BLOCK.findall(ENGLISH):
        kind, _, name = info.partition(" ")
        if kind == "jts":
            tmp_path.joinpath(name).write_text(text, "utf-8")
            continue
        assert kind == "console"
        for command, answer in commands(text):
            ran.add(command.split()[1])
            assert untimed(said(command, tmp_path)) == untimed(answer), command
    assert ran == {"data", "check", "test", "backtest", "why", "plan"}


def test_both_languages_do_the_same() -> None:
    assert BLOCK.findall(KOREAN) == BLOCK.findall(ENGLISH)
    headings = [re.findall(r"^#+ ", text, re.MULTILINE) for text in (ENGLISH, KOREAN)]
    assert headings[0] == headings[1]


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", ENGLISH + KOREAN):
        assert (ROOT / "docs" / target).exists(), target
