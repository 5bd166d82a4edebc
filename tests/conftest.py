"""Where tests keep machine code and records, and where the shared market data lies."""

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Before anything imports a kernel: machine code is kept between runs, records are not.
os.environ.setdefault("JTS_CACHE_DIR", str(ROOT / ".pytest_cache" / "jts"))
os.environ["LC_ALL"] = "C.UTF-8"  # messages are in English
os.environ["JTS_DATA_DIR"] = tempfile.mkdtemp(prefix="jts-test-data-")

from hypothesis import settings  # noqa: E402

from jtsc.driver import prepare_numba_cache  # noqa: E402

prepare_numba_cache()
# An example may be the one that compiles a kernel, or meet a busy machine: time is no part of what is tested.
# At home every run looks at new examples; a change is judged by the same ones each time.
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of market data and reference programs beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the shared market data at {folder}")
    return folder
