"""Sessions kept on disk."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from runtime.market_data.calendars import exchange_sessions as module
from runtime.market_data.calendars.exchange_sessions import exchange_sessions

SPAN = ("XNYS", date(2024, 12, 23), date(2024, 12, 31))


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JTS_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def kept_file(folder: Path) -> Path:
    (file,) = (folder / "calendars").iterdir()
    return file


def test_sessions_are_those_of_the_span() -> None:
    days = exchange_sessions(*SPAN)[2].astype("datetime64[D]")
    assert days.astype(str).tolist() == [f"2024-12-{day}" for day in (23, 24, 26, 27, 30, 31)]


def test_the_second_call_reads_what_the_first_kept(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived = exchange_sessions(*SPAN)
    monkeypatch.delattr(module, "_derive")
    assert np.array_equal(exchange_sessions(*SPAN), derived)
    assert kept_file(cache_folder).stem.startswith("XNYS_")


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"no array at all"])
def test_a_damaged_file_is_replaced(cache_folder: Path, damage: bytes) -> None:
    derived = exchange_sessions(*SPAN)
    kept_file(cache_folder).write_bytes(damage)
    assert np.array_equal(exchange_sessions(*SPAN), derived)
    assert np.array_equal(np.load(kept_file(cache_folder)), derived)


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("JTS_CACHE_DIR", str(tmp_path / "file"))
    assert exchange_sessions(*SPAN).shape == (3, 6)
