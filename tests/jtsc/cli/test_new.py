"""`jtsc new`: what it writes checks, and nothing is overwritten."""

from pathlib import Path

import pytest

from jtsc.cli.new import read_templates
from tests.jtsc.cli.conftest import Run

STRATEGIES = Path(__file__).parents[3] / "strategies"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_strategies_that_come_along_are_those_of_the_folder() -> None:
    assert sorted(read_templates()) == sorted(path.stem for path in STRATEGIES.glob("*.jts"))


@pytest.mark.parametrize("template", sorted(read_templates()))
def test_every_template_checks_without_a_word(run: Run, template: str) -> None:
    assert run("new", "내전략", "--template", template).code == 0
    assert run("check", "내전략.jts").out == "1 file: no problems\n"


def test_the_strategy_bears_the_name_of_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert "jtsc check mine/cross.jts" in run("new", "mine/cross.jts").out
    text = (tmp_path / "mine" / "cross.jts").read_text("utf-8")
    assert text == (STRATEGIES / "starter.jts").read_text("utf-8").replace('"Starter"', '"cross"')


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.jts").write_text("kept", "utf-8")
    refused = run("new", "mine")
    assert refused.code == 2
    assert "mine.jts is there already" in refused.err
    assert (tmp_path / "mine.jts").read_text("utf-8") == "kept"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument 'NAME'"),
        (("mine", "--template", "startr"), "did you mean 'starter'?"),
        (("mine", "--template", "xyz"), "`jtsc new --list` shows"),
        (("nowhere/mine",), "nowhere/mine.jts cannot be written: No such file or directory"),
        (('"',), "is no name of a strategy"),
        ((".jts",), "is no name of a strategy"),
    ],
)
def test_what_cannot_be_written_is_said(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    refused = run("new", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert list(tmp_path.iterdir()) == []


def test_the_list_says_what_each_is(run: Run, tmp_path: Path) -> None:
    lines = run("new", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(read_templates())
    assert any(line.startswith("rsi_reversion") and "sells the recovery" in line for line in lines)
    assert list(tmp_path.iterdir()) == []
