"""Every store that has to keep the contract, empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.storage.store import Store


@pytest.fixture(params=["embedded"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")
    from runtime.app import open_store

    with open_store(tmp_path / "store", create=True) as opened:
        yield opened
