"""Every bar store that has to keep the contract, empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.storage.ports import BarStore


@pytest.fixture(params=["embedded"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BarStore]:
    """An empty store of each kind."""
    pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")
    from runtime.app import bar_store

    with bar_store(tmp_path / "store", create=True) as opened:
        yield opened
