"""Files that are seen whole or not at all."""

from pathlib import Path

import pytest

from runtime.backtest.report.errors import ReportError
from runtime.backtest.report.whole_file import require_writable, whole_file


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_what_stood_there_stays_until_the_new_file_is_whole(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(b"old")
    with pytest.raises(stop):
        _write_half(path, stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    with whole_file(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    with whole_file(link) as file:
        file.write(b"text")
    assert link.is_symlink()
    assert target.read_bytes() == b"text"


def test_a_device_is_written_as_it_is() -> None:
    with whole_file(Path("/dev/null")) as file:
        file.write(b"text")
    assert Path("/dev/null").is_char_device()


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "nowhere" / "out", tmp_path / "file" / "out"):
        with pytest.raises(ReportError, match=f"cannot write {path}: "):
            require_writable(path)
        with pytest.raises(ReportError, match=f"cannot write {path}: "), whole_file(path) as file:
            file.write(b"text")
    require_writable(tmp_path / "file")
    require_writable(tmp_path / "new")


def _write_half(path: Path, stop: type[BaseException]) -> None:
    with whole_file(path) as file:
        file.write(b"half of the ")
        file.flush()
        assert path.read_bytes() == b"old"
        raise stop
