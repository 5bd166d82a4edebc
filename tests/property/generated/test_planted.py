"""Each bug planted in the compiler is caught by some of a few dozen generated programs."""

from pathlib import Path
from random import Random

import pytest

from tests.property.conftest import interpreted
from tests.property.generated.comparison import (
    Case,
    differences,
    emitted_answers,
    interpreted_answers,
    make_case,
)
from tests.property.generated.planted import PLANTS, Plant
from tests.property.generated.programs import program
from tests.property.walks import Answers, walk_columns

PROGRAMS = 50


@pytest.fixture(scope="module")
def expected() -> list[tuple[int, str, Answers]]:
    """What the interpreter says of the programs, before anything is planted."""
    texts = [program(Random(seed)) for seed in range(PROGRAMS)]
    return [(seed, text, interpreted_answers(make_case(text, seed))) for seed, text in enumerate(texts)]


def found(case: Case, answers: Answers) -> list[str]:
    return differences(case, answers, emitted_answers(case, interpreted(case.artifact), walk_columns))


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_planted_bug_is_caught(
    plant: Plant, expected: list[tuple[int, str, Answers]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # Kernels are stored by what they should do: a planted one must not be found by others.
    monkeypatch.setattr("jtsc.driver.toolchain_folder", lambda: tmp_path)
    plant(monkeypatch)
    assert any(found(make_case(text, seed), answers) for seed, text, answers in expected)
