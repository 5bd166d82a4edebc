"""`jtsc compile`: into the cache, and each stage on the way."""

import ast
from pathlib import Path

import pytest

from jtsc.passes import PASS_NAMES
from tests.jtsc.checked import traded
from tests.jtsc.cli.conftest import Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "strategy.jts"
    file.write_text(traded("SMA(period: 5) > 1"), "utf-8")
    return file


def test_compile_stores_a_kernel(run: Run, file: Path) -> None:
    ran = run("compile", file)
    assert ran.code == 0
    kernel = Path(ran.out.partition(": ")[2].strip())
    assert "def scan(" in kernel.read_text("utf-8")
    assert run("compile", file) == ran


@pytest.mark.parametrize(
    ("stage", "shows"),
    [("ast", "Call function='SMA'"), ("hir", "Indicator"), ("mir", "sma_grid_step"), ("python", "def step(")],
)
def test_stage_is_printed(run: Run, file: Path, stage: str, shows: str) -> None:
    ran = run("compile", file, "--emit", stage)
    assert (ran.code, ran.err) == (0, "")
    assert shows in ran.out
    if stage == "python":
        assert "# line 4: when (SMA(period: 5) > 1)" in ran.out
        assert ast.parse(ran.out)


@pytest.mark.parametrize("name", PASS_NAMES)
def test_program_after_each_pass(run: Run, file: Path, name: str) -> None:
    ran = run("compile", file, "--emit", "mir", "--after", name)
    assert (ran.code, ran.out.count("rule 0:")) == (0, 1)


def test_unknown_pass_and_stage(run: Run, file: Path) -> None:
    ran = run("compile", file, "--emit", "mir", "--after", "magic")
    assert (ran.code, ran.out) == (2, "")
    assert "passes are lower, fold_constants" in ran.err
    assert run("compile", file, "--after", "lower").code == 2
    assert run("compile", file, "--emit", "wasm").code == 2


@pytest.mark.parametrize("emit", [(), ("--emit", "hir"), ("--emit", "python")])
def test_broken_strategy_is_not_compiled(run: Run, tmp_path: Path, emit: tuple[str, ...]) -> None:
    broken = tmp_path / "broken.jts"
    broken.write_text(traded("close > 3%"), "utf-8")
    ran = run("compile", broken, *emit)
    assert (ran.code, ran.out) == (1, "")
    assert "JTS0301" in ran.err
    assert run("compile", tmp_path / "missing.jts").code == 2
