"""Small files of bars, and where the real ones are."""

from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
HEADER = "timestamp,symbol,open,high,low,close,volume"


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Write lines below the default header, or below another one, and return the file."""

    def write(*lines: str, header: str = HEADER, name: str = "bars.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((header, *lines)) + "\n", encoding=encoding)
        return path

    return write


@pytest.fixture(scope="session")
def real_bars() -> Path:
    """Return the folder of real bars beside the checkout."""
    folder = CHECKOUT.parent / "shared" / "data" / "bars"
    if not folder.is_dir():
        pytest.skip(f"no market data at {folder}")
    return folder
