"""What only a process of its own can show: signals, pipes, a full disk."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JTSC = (sys.executable, "-m", "jtsc")


@pytest.fixture
def arguments(threshold: str, bars: str) -> tuple[str, ...]:
    return (*JTSC, "backtest", threshold, "--data", bars)


@pytest.fixture
def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_stops_with_one_message_and_nothing_half_written(
    arguments, environment, tmp_path: Path
) -> None:
    # An empty cache: the engine compiles for many seconds, so the signal finds it at work.
    environment["JTS_CACHE_DIR"] = str(tmp_path / "cache")
    process = subprocess.Popen(
        (*arguments, "--report", "report.html"),
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    kernels = tmp_path / "cache"
    while not list(kernels.glob("*/kernels/*.py")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 2
    assert out == ""
    assert err.strip().splitlines() == [
        "error: stopped",
        "  = help: nothing was left half written; run the command again",
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"threshold.jts", "bars.csv", "cache"}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_that_leaves_early_is_no_failure_to_tell(arguments, environment, tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        arguments, cwd=tmp_path, env=environment, stdout=write_end, stderr=subprocess.PIPE, text=True
    )
    os.close(write_end)
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_not_our_bug(arguments, environment, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            arguments, cwd=tmp_path, env=environment, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr
