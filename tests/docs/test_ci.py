"""What is written for users' CI is YAML, and names only commands and options that there are."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
WORKFLOW, CONFIGURATION = (
    yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
)
COMMANDS = {entry.name: entry for entry in entry_points(group="jts.commands")}


def shell_texts() -> Iterator[str]:
    yield from (step["run"] for job in WORKFLOW["jobs"].values() for step in job["steps"] if "run" in step)
    yield from (hook["entry"] for hook in HOOKS)
    yield from re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    yield from re.findall(r"`(jtsc [^`]*)`", PAGE)


def uses() -> list[tuple[str, tuple[str, ...]]]:
    """Return each command that is named, with its options."""
    text = "\n".join(shell_texts()).replace("\\\n", " ")
    found = re.findall(r"\bjtsc ([a-z]+)([^\n|;`')]*)", text)
    return sorted({(name, tuple(re.findall(r"(?<!\S)--[a-z-]+", rest))) for name, rest in found})


def test_the_page_names_what_it_is_about() -> None:
    assert {name for name, _ in uses()} == {"check", "fmt", "test", "plan", "backtest"}


@pytest.mark.parametrize(("name", "options"), uses())
def test_every_command_and_option_is_there(name: str, options: tuple[str, ...]) -> None:
    known = {option for parameter in COMMANDS[name].load().params for option in parameter.opts}
    assert set(options) <= known


def test_the_workflow_is_one() -> None:
    assert WORKFLOW[True] == ["push", "pull_request"]  # YAML 1.1 takes `on` for true
    for job in WORKFLOW["jobs"].values():
        assert job["runs-on"]
        assert all(("uses" in step) != ("run" in step) for step in job["steps"])


def test_each_hook_is_told_and_has_what_pre_commit_asks_for() -> None:
    (repository,) = CONFIGURATION["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in HOOKS]
    for hook in HOOKS:
        assert {"id", "name", "entry", "language", "files"} <= hook.keys()
        assert re.search(hook["files"], "strategies/변동성.jts")
        assert not re.search(hook["files"], "README.md")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with a committed strategy in a folder."""
    (tmp_path / "my strategies").mkdir()
    text = (ROOT / "strategies" / "sma_crossover.jts").read_text("utf-8")
    (tmp_path / "my strategies" / "cross.jts").write_text(text, "utf-8")
    who = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "first")):
        subprocess.run(("git", *arguments), cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="a shell and git")
@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [("indicators {", "// averages\n  indicators {", 0, "identical"), ("20", "30", 1, "behavioural")],
)
def test_the_hook_that_plans_compares_with_the_last_commit(
    repository: Path, old: str, new: str, code: int, said: str
) -> None:
    path = repository / "my strategies" / "cross.jts"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    (repository / "new.jts").write_text("not yet committed", "utf-8")
    entry = next(hook["entry"] for hook in HOOKS if hook["id"] == "jtsc-plan")
    done = subprocess.run(
        (*shlex.split(entry), "my strategies/cross.jts", "new.jts"),
        cwd=repository,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(repository),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.startswith(f"{said}: ")
    assert sorted(each.name for each in repository.iterdir()) == [".git", "my strategies", "new.jts"]
