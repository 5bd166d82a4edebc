"""step = scan = the emitted Python without numba, bit for bit; peek and snapshots change nothing."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from jtsc.artifact import Artifact
from tests.property.conftest import PROGRAMS, ROOT, artifact_of
from tests.property.markets import random_market
from tests.property.plain_python import SEEDS, digests
from tests.property.walks import Walker, walk_columns, walk_quotes, walk_steps


@pytest.mark.parametrize("seed", SEEDS)
def test_step_and_scan_agree(program: Artifact, machine_code: ModuleType, seed: int) -> None:
    market = random_market(seed)
    stepped, scanned = (walk(machine_code, program, market) for walk in (walk_steps, walk_columns))
    assert scanned.same_as(stepped)


def test_programs_leave_no_rule_untried(program: Artifact, machine_code: ModuleType) -> None:
    """Each rule both fires and does not, on the markets of this folder: agreement says something."""
    fired = walk_columns(machine_code, program, random_market(3, lengths=(3000,))).fired
    assert fired.any(axis=1).tolist() == [True] * len(program.rules)
    assert not fired.all(axis=1).any()


def test_python_without_numba_gives_the_same_bits(tmp_path: Path) -> None:
    artifacts = [artifact_of(file.read_text("utf-8")) for file in PROGRAMS.values()]
    files = [tmp_path / f"{place}.json" for place in range(len(artifacts))]
    for file, artifact in zip(files, artifacts, strict=True):
        file.write_text(artifact.to_json(), "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "tests.property.plain_python", *files],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [line for artifact in artifacts for line in digests(artifact)]


def test_peek_answers_as_step_and_changes_nothing(program: Artifact, machine_code: ModuleType) -> None:
    walker = Walker(machine_code, program, random_market(4), symbol=0)
    for row in walker.rows():
        walker.take_coarser(row)
        before = walker.words.tobytes()
        fired, payload = walker.peek(row)
        assert walker.words.tobytes() == before
        stepped, due = walker.take(row)
        np.testing.assert_array_equal(fired, stepped)
        np.testing.assert_array_equal(payload, due)


def test_the_last_quote_of_each_bar_is_answered_as_its_close(
    program: Artifact, machine_code: ModuleType
) -> None:
    market = random_market(8, missing=0.0, halted=0.0)
    market = market.with_columns(volume=market.columns[0, "volume"] + 1)  # a bar without trades is none
    watched, scanned = (walk(machine_code, program, market) for walk in (walk_quotes, walk_columns))
    np.testing.assert_array_equal(watched.fired, scanned.fired)
    due = scanned.fired.any(axis=0)  # where nothing fires, no order needs an amount
    np.testing.assert_array_equal(watched.payload[:, due], scanned.payload[:, due])


def test_restored_bytes_continue_as_before(program: Artifact, machine_code: ModuleType) -> None:
    market = random_market(5)
    whole, resumed = (Walker(machine_code, program, market, symbol=0) for _ in range(2))
    rows = list(whole.rows())
    for row in rows[:60]:
        whole.take(row)
    resumed.words[:] = np.frombuffer(whole.words.tobytes())
    resumed.coarse_bars = list(whole.coarse_bars)
    for row in rows[60:]:
        fired, payload = whole.take(row)
        again, owed = resumed.take(row)
        np.testing.assert_array_equal(fired, again)
        np.testing.assert_array_equal(payload, owed)
