"""Versions of strategies from texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jtsc.driver import compile_file
from jtsc.meaning import read_meaning
from runtime.backtest.plan.change import Change
from runtime.backtest.plan.compare import Version, compare
from runtime.backtest.plan.parameters import renamed_parameters


@pytest.fixture
def changes(tmp_path: Path) -> Callable[[str, str], list[Change]]:
    """Compare two texts."""

    def found(old: str, new: str) -> list[Change]:
        paths = (tmp_path / "old.jts", tmp_path / "new.jts")
        for path, text in zip(paths, (old, new), strict=True):
            path.write_text(text, "utf-8")
        before, after = (compile_file(path).artifact for path in paths)
        renamed = renamed_parameters(before.parameters, after.parameters)
        versions = Version(before, read_meaning(paths[0], renamed)), Version(after, read_meaning(paths[1]))
        return compare(*versions, renamed)

    return found
