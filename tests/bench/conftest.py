"""The reference programs of the shared folder, built once, and a table of what was measured."""

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a benchmark."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.bench)


@pytest.fixture(scope="session")
def reference(shared: Path) -> Path:
    """A folder with the reference data and the C program `limit`."""
    if shutil.which("gcc") is None:
        pytest.skip("needs gcc for the C reference")
    folder = ROOT / ".pytest_cache" / "bench"
    if not (folder / "limit").exists():
        shutil.copytree(shared / "bench", folder, dirs_exist_ok=True)
        subprocess.run([sys.executable, "gen_data.py"], cwd=folder, check=True, capture_output=True)
        command = ["gcc", "-O3", "-march=native", "-fopenmp", "limit.c", "-o", "limit", "-lm"]
        subprocess.run(command, cwd=folder, check=True)
    return folder


@pytest.fixture(scope="session")
def c_rows(reference: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What the C program measured: (workload, peer) -> its row."""
    done = subprocess.run(["./limit", "15"], cwd=reference, check=True, capture_output=True, text=True)
    rows = [
        json.loads(line.removeprefix("JSON "))
        for line in done.stdout.splitlines()
        if line.startswith("JSON ")
    ]
    return {(row["workload"], row["peer"]): row for row in rows}


@pytest.fixture(scope="session")
def say() -> Iterator[Callable[[str], None]]:
    """Collect lines and print them when all is measured."""
    lines: list[str] = []
    yield lines.append
    print("\n" + "\n".join(lines))


def median_seconds(action: Callable[[], object], times: int) -> float:
    """Return the median time of an action."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)
