"""`jtsc doctor`: what it says of an installation, whole and with something wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jtsc.cli import main
from runtime.cli.doctor import CHECKS, findings
from runtime.cli.doctor.finding import Status
from runtime.cli.doctor.folders import judge_room
from runtime.storage.embedded.folder_lock import FolderLock

ROOT = Path(__file__).parents[4]


@pytest.fixture
def doctor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run the command with folders of its own for data; return its exit code and findings by name."""
    monkeypatch.setenv("JTS_DATA_DIR", str(tmp_path / "records"))

    def run() -> tuple[int, dict[str, dict[str, str]]]:
        with pytest.raises(SystemExit) as stop:
            main(["doctor", "--json"])
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert told["problems"] == sum(each["status"] == "problem" for each in told["findings"])
        assert isinstance(stop.value.code, int)
        return stop.value.code, {each["name"]: each for each in told["findings"]}

    return run


def test_an_installation_with_nothing_wrong(doctor) -> None:
    code, found = doctor()
    assert code == 0
    assert {"Python", "numpy", "machine code", "cache folder", "data folder", "store"} <= found.keys()
    assert found["store"]["found"] == "there is none yet"
    assert "jtsc data import" in found["store"]["help"]
    assert os.environ["JTS_CACHE_DIR"] in found["machine code"]["found"]


@pytest.mark.parametrize(
    ("variable", "name"), [("JTS_CACHE_DIR", "cache folder"), ("JTS_DATA_DIR", "data folder")]
)
def test_a_folder_that_cannot_be_written(
    doctor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, name: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(variable, str(tmp_path / "file" / "folder"))
    code, found = doctor()
    assert code == 1
    assert found[name]["status"] == "problem"
    assert f"set {variable}" in found[name]["help"]


def test_a_store_that_another_process_uses(doctor, tmp_path: Path) -> None:
    pytest.importorskip("chdb", reason="needs the embedded store: pip install jts[store]")
    folder = tmp_path / "records" / "store"
    folder.mkdir(parents=True)
    lock = FolderLock(folder)
    code, found = doctor()
    lock.release()
    assert (code, found["store"]["status"]) == (1, "problem")
    assert "in use by another process" in found["store"]["found"]
    assert doctor()[1]["store"]["status"] == "ok"


@pytest.mark.parametrize(
    ("free", "status"), [(10**8, Status.PROBLEM), (10**9, Status.WARNING), (10**11, Status.OK)]
)
def test_room_on_the_disk(free: int, status: Status) -> None:
    finding = judge_room("cache folder", Path("/cache"), free, "JTS_CACHE_DIR")
    assert finding.status is status
    assert bool(finding.help) == (status is not Status.OK)


def test_a_check_that_is_stopped_has_found_that() -> None:
    def missing():
        raise ModuleNotFoundError("no", name="platformdirs")
        yield

    def broken():
        raise RuntimeError("no locator\nmore")
        yield

    (lacking,), (failed,) = findings("one", missing), findings("two", broken)
    assert (lacking.status, lacking.found) == (Status.WARNING, "cannot be checked without platformdirs")
    assert (failed.status, failed.found) == (Status.PROBLEM, "RuntimeError: no locator")


def run_as_process(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)


def test_it_works_where_korean_cannot_be_shown(tmp_path: Path) -> None:
    code = "from jtsc.cli import main; main(['doctor'])"
    done = run_as_process(code, PYTHONIOENCODING="ascii", JTS_DATA_DIR=str(tmp_path / "기록"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Korean cannot be shown" in done.stdout
    assert b"\\uae30\\ub85d" in done.stdout


def test_it_works_where_nothing_but_the_compiler_is_installed() -> None:
    hidden = ("numpy", "numba", "llvmlite", "pyarrow", "platformdirs", "chdb", "exchange_calendars")
    code = (
        f"import sys\nfor name in {hidden!r}: sys.modules[name] = None\n"
        "from jtsc.cli import main; main(['doctor'])"
    )
    done = run_as_process(code)
    assert done.returncode == 0
    assert b"cannot be checked without numpy" in done.stdout
    assert b"cannot be checked without platformdirs" in done.stdout


def test_every_check_finds_something() -> None:
    assert all(findings(name, check) for name, check in CHECKS.items())
