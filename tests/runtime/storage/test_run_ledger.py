"""The trial ledger: what goes in comes out, from several processes, and a bad place is one clear message."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.storage.data_folder import data_folder
from runtime.storage.errors import StorageError
from runtime.storage.run_ledger import SCHEMA_VERSION, RunLedger, RunRecord


def record(ts_ns=1, strategy="교차", **metrics):
    return RunRecord(
        ts_ns, strategy, "교차.jts", {"jts": "0.1", "data": ["a.parquet"]}, {"fast": 10}, metrics
    )


@pytest.fixture
def ledger(tmp_path):
    return RunLedger(tmp_path / "new folder" / "runs.sqlite3")


def test_a_run_comes_back_as_it_was_stored(ledger):
    stored = record(ts_ns=1_700_000_000_123_456_789, sharpe=1.5, sortino=None)
    assert ledger.append(stored) == 1
    assert ledger.list() == [stored]


def test_the_newest_come_first_and_by_strategy(ledger):
    for ts_ns, strategy in ((1, "a"), (3, "b"), (2, "a")):
        ledger.append(record(ts_ns, strategy))
    assert [r.ts_ns for r in ledger.list()] == [3, 2, 1]
    assert [r.ts_ns for r in ledger.list(strategy="a")] == [2, 1]
    assert [r.ts_ns for r in ledger.list(limit=1)] == [3]


def test_the_file_is_plain_sqlite_with_its_version(ledger):
    ledger.append(record(total_return=0.25))
    connection = sqlite3.connect(ledger.path)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    query = "SELECT json_extract(metrics, '$.total_return') FROM runs"
    assert connection.execute(query).fetchone() == (0.25,)
    connection.close()


WRITER = """
import sys
from pathlib import Path
from runtime.storage.run_ledger import RunLedger, RunRecord
for i in range(25):
    RunLedger(Path(sys.argv[1])).append(RunRecord(i, sys.argv[2], "s.jts", {}, {}, {}))
"""


def test_processes_that_start_together_lose_no_run(ledger):
    checkout = Path(__file__).parents[3]
    command = [sys.executable, "-c", WRITER, str(ledger.path)]
    writers = [subprocess.Popen([*command, name], cwd=checkout) for name in "abcd"]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    for name in "abcd":
        assert len(ledger.list(strategy=name)) == 25


def test_a_path_that_cannot_be_written_is_one_message(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError) as caught:
        RunLedger(tmp_path / "file" / "runs.sqlite3").append(record())
    assert "\n" not in caught.value.message
    assert "JTS_DATA_DIR" in caught.value.hint


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "runs.sqlite3"
    path.write_bytes(b"not a database, but somebody's file " * 100)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"runs\.sqlite3"):
        RunLedger(path).append(record())
    assert path.read_bytes() == before


def test_a_newer_file_is_refused(ledger):
    ledger.append(record())
    with sqlite3.connect(ledger.path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(StorageError, match="newer version"):
        ledger.list()


def test_nan_is_refused_before_anything_is_written(ledger):
    with pytest.raises(ValueError, match="JSON"):
        ledger.append(record(sharpe=float("nan")))
    assert ledger.list() == []


def test_the_data_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("JTS_DATA_DIR", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("JTS_DATA_DIR")
    assert data_folder().name == "jts"
