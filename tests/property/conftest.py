"""Strategies made into runnable modules, random markets, and the ways to walk a strategy over them."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from jtsc.artifact import Artifact
from jtsc.driver import build_artifact, load_kernel
from jtsc.frontend import Frontend
from jtsc.source import Source

ROOT = Path(__file__).parents[2]
GIVEN = ("sma_crossover", "multi_timeframe_momentum", "unified_surge_scanner")
PROGRAMS = {name: ROOT / "strategies" / f"{name}.jts" for name in GIVEN} | {
    file.stem: file for file in sorted((Path(__file__).parent / "programs").glob("*.jts"))
}
Compile = Callable[[str], tuple[ModuleType, Artifact]]


def artifact_of(text: str) -> Artifact:
    """Compile a text; fails with the diagnostics if it has errors."""
    checked = Frontend().check(Source.from_text(text))
    assert checked.hir is not None, checked.diagnostics
    return build_artifact(checked, "test")


def interpreted(artifact: Artifact) -> ModuleType:
    """Return the emitted module with its own functions left as Python."""
    return interpreted_text(Path(artifact.kernel_path).read_text("utf-8"))


def interpreted_text(text: str) -> ModuleType:
    """Run an emitted text whose `kernel` compiles nothing; the indicators that it imports stay compiled."""
    compiling = "from stdlib.jit import kernel\n"
    assert text.count(compiling) == 1
    module = ModuleType("interpreted")
    exec(text.replace(compiling, "def kernel(function): return function\n"), vars(module))
    return module


@pytest.fixture
def compile_text() -> Compile:
    """Compile a text to a module of plain Python functions over compiled indicators, and its artifact."""

    def compile_(text: str) -> tuple[ModuleType, Artifact]:
        artifact = artifact_of(text)
        return interpreted(artifact), artifact

    return compile_


@pytest.fixture(params=sorted(PROGRAMS))
def program(request: pytest.FixtureRequest) -> Artifact:
    """Each program: the given ones, and those that hold every construct."""
    return artifact_of(PROGRAMS[request.param].read_text("utf-8"))


@pytest.fixture
def machine_code(program: Artifact) -> ModuleType:
    """The program as numba compiles it."""
    return load_kernel(program)


@pytest.fixture
def plain(program: Artifact) -> ModuleType:
    return interpreted(program)
