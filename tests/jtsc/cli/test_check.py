"""`jtsc check`: its answers and its exit codes."""

import io
import json
from pathlib import Path

import pytest

from tests.jtsc.checked import traded
from tests.jtsc.cli.conftest import Run

GOOD, BAD = traded("close > 1"), traded("clos > 1\n AND open > 3%")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.jts"
    file.write_text(GOOD, "utf-8")
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    file = tmp_path / "bad.jts"
    file.write_text(BAD, "utf-8")
    return file


def test_good_file(run: Run, good: Path) -> None:
    assert run("check", good) == (0, "1 file: no problems\n", "")


def test_bad_file_among_good_ones(run: Run, good: Path, bad: Path) -> None:
    ran = run("check", good, bad)
    assert ran.code == 1
    assert f"--> {bad}:4:7" in ran.out
    assert ran.out.endswith("2 problems in 2 files\n")


def test_json_is_one_object_with_exact_places(run: Run, good: Path, bad: Path) -> None:
    ran = run("check", "--format", "json", bad, good)
    assert ran.code == 1
    first, second = json.loads(ran.out)["diagnostics"]
    assert (first["code"], first["name"], first["severity"]) == ("JTS0201", "unknown-name", "error")
    assert (first["line"], first["column"], first["end_line"], first["end_column"]) == (4, 7, 4, 11)
    assert BAD[first["offset"] : first["end_offset"]] == "clos"
    edit = first["fixes"][0]["edits"][0]
    assert (BAD[: edit["offset"]] + edit["text"] + BAD[edit["end_offset"] :]).count("close") == 1
    assert second["code"] == "JTS0301"
    assert json.loads(run("check", "--format", "json", good).out) == {"diagnostics": []}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.jts", None, "does not exist"),
        ("binary.jts", b"\xff\xfe\x00\x01", "not UTF-8"),
        ("zeros.jts", b"strategy\0", "zero bytes"),
    ],
)
def test_unreadable_file_does_not_hide_the_others(
    run: Run, tmp_path: Path, bad: Path, name: str, content: bytes | None, says: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    ran = run("check", file, bad)
    assert ran.code == 2
    assert says in ran.err
    assert "JTS0201" in ran.out


def test_empty_file_has_no_strategy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jts").touch()
    ran = run("check", tmp_path / "empty.jts")
    assert (ran.code, "JTS0101" in ran.out) == (1, True)


def test_unknown_command_and_option(run: Run, good: Path) -> None:
    assert "did you mean `jtsc check`" in run("chek", good).err
    for arguments in (
        ("chek",),
        ("check", "--form", "x", good),
        ("check", "--format", "xml", good),
    ):
        assert run(*arguments).code == 2


def test_help_has_an_example(run: Run) -> None:
    ran = run("check", "--help")
    assert (ran.code, "jtsc check strategies/" in ran.out) == (0, True)


def test_fix_mends_the_file_and_tells_what_is_left(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "slips.jts"
    file.write_bytes(traded("clos > .5 && open > 1").replace("\n", "\r\n").encode())
    ran = run("check", "--fix", file)
    assert (ran.code, "JTS0201" in ran.out) == (1, True)
    assert ran.out.endswith("1 problem in 1 file; 2 mended\n")
    assert file.read_bytes() == traded("clos > 0.5 AND open > 1").replace("\n", "\r\n").encode()
    assert run("check", "--unsafe-fixes", file).code == 0
    assert file.read_bytes() == traded("close > 0.5 AND open > 1").replace("\n", "\r\n").encode()
    assert [path.name for path in tmp_path.iterdir()] == ["slips.jts"]


def test_without_fix_a_file_stays_and_the_summary_says_what_could_be_done(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "slips.jts"
    file.write_text(traded("close > .5"), "utf-8")
    assert run("check", file).out.endswith("1 problem in 1 file; 1 can be mended by --fix\n")
    assert file.read_text("utf-8") == traded("close > .5")


def test_the_input_is_checked_but_not_mended(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    given(BAD)
    ran = run("check", "-")
    assert (ran.code, "--> <input>:4:7" in ran.out) == (1, True)
    given(GOOD)
    assert run("check", "-").code == 0
    assert run("check", "--fix", "-").code == 2


def test_what_could_not_be_read_is_counted(run: Run, tmp_path: Path, good: Path) -> None:
    assert run("check", good, tmp_path / "none.jts").out == "1 file: no problems; 1 could not be read\n"
