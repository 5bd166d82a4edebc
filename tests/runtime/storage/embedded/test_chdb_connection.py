"""The embedded engine: its tables, and what can be wrong with its folder."""

import sys

import pytest

from runtime.app import open_store
from runtime.storage.clickhouse.bar_store import ClickHouseBarStore
from runtime.storage.clickhouse.statements import TABLES
from runtime.storage.clickhouse.store import clickhouse_store
from runtime.storage.embedded.chdb_connection import ChdbConnection
from runtime.storage.errors import StorageError


@pytest.fixture
def connection(folder):
    opened = ChdbConnection(folder, create=True)
    clickhouse_store(opened)
    yield opened
    opened.close()


def rows(connection, sql):
    return [tuple(row.values()) for batch in connection.batches(sql) for row in batch.to_pylist()]


def test_every_table_is_there_and_every_time_says_utc(connection):
    columns = "SELECT table, type FROM system.columns WHERE database = currentDatabase()"
    kinds = rows(connection, columns)
    assert {table for table, _ in kinds} == set(TABLES)
    times = {kind for _, kind in kinds if "DateTime" in kind}
    assert times == {"DateTime64(3, 'UTC')"}


def test_a_store_of_another_version_is_refused_and_let_go(connection, folder):
    connection.execute("ALTER TABLE candles MODIFY COMMENT 'jts schema 1'")
    connection.close()
    for _ in range(2):
        with pytest.raises(StorageError, match="another version of jts"):
            open_store(folder)


def test_partitions_are_merged_only_when_that_is_worth_rewriting_them(connection):
    store = ClickHouseBarStore(connection)
    parts = "SELECT rows FROM system.parts WHERE active AND table = 'candles' ORDER BY rows"

    def insert(first: int, bars: int) -> None:
        connection.execute(
            "INSERT INTO candles (timestamp, symbol, timeframe, broker)"
            f" SELECT toDateTime64(60 * ({first} + number), 3, 'UTC'), 'A', '1m', 'x' FROM numbers({bars})"
        )

    connection.execute("SYSTEM STOP MERGES candles")  # nothing merges by itself, and asking for it would fail
    insert(0, 1000)
    insert(1000, 200)
    store.settle()
    assert rows(connection, parts) == [(200,), (1000,)]
    insert(1200, 100)
    connection.execute("SYSTEM START MERGES candles")
    store.settle()
    assert rows(connection, parts) == [(1300,)]


def test_a_store_is_made_only_when_that_is_wanted(folder):
    with pytest.raises(StorageError, match="there is no store") as caught:
        open_store(folder)
    assert "jtsc data import" in caught.value.hint
    assert not folder.exists()


def test_a_folder_that_cannot_be_is_one_message(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="cannot be used") as caught:
        open_store(tmp_path / "file" / "store", create=True)
    assert "\n" not in caught.value.message
    with pytest.raises(StorageError, match="cannot be in"):
        open_store(tmp_path / "what?", create=True)


def test_a_statement_that_fails_is_one_short_message(connection):
    with pytest.raises(StorageError, match="nowhere") as caught:
        list(connection.batches("SELECT * FROM nowhere"))
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 400
    with pytest.raises(StorageError, match="nowhere"):
        connection.execute("DROP TABLE nowhere")


def test_a_closed_connection_says_so_and_frees_its_folder(connection, folder):
    connection.close()
    connection.close()
    with pytest.raises(StorageError, match="has been closed"):
        connection.execute("SELECT 1")
    open_store(folder).close()


@pytest.mark.parametrize(("platform", "hint"), [("linux", 'pip install "jts[store]"'), ("win32", "--data")])
def test_without_chdb_it_says_what_to_do(folder, monkeypatch, platform, hint):
    monkeypatch.setitem(sys.modules, "chdb.session", None)
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(StorageError, match="needs chdb, which is not installed") as caught:
        open_store(folder, create=True)
    assert hint in caught.value.hint
    assert not folder.exists()
