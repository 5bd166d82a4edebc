"""One process a store, and one that is killed while it writes."""

from runtime.app import open_store
from runtime.domain.bars import DAY_NS
from runtime.market_data.bar_file import read_bars
from runtime.storage.errors import StorageError
from runtime.storage.import_bars import import_bars
from runtime.storage.load_bars import load_bars

HOLDER = """
import sys
from pathlib import Path
from runtime.app import open_store
with open_store(Path(sys.argv[1]), create=True):
    print("open", flush=True)
    sys.stdin.read()
"""
IMPORTER = """
import sys
from pathlib import Path
from runtime.app import open_store
from runtime.market_data.bar_file import read_bars
from runtime.storage import import_bars
import_bars.PIECE_ROWS = 4_000
bars = read_bars(sys.argv[2]).bars
with open_store(Path(sys.argv[1]), create=True) as store:
    for done in import_bars.import_bars(store.bars, bars, "x"):
        print(done, flush=True)
"""


def opening_fails(folder) -> str:
    try:
        open_store(folder).close()
    except StorageError as error:
        return error.message
    return ""


def test_a_second_process_is_told_who_has_the_store(python, folder):
    holder = python(HOLDER)
    assert holder.stdout.readline() == "open\n"
    assert opening_fails(folder) == f"the store {folder} is in use by another process ({holder.pid})"
    holder.communicate("")
    assert opening_fails(folder) == ""


def test_a_killed_process_does_not_keep_the_store(python, folder):
    holder = python(HOLDER)
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    assert opening_fails(folder) == ""


def test_an_import_killed_and_run_again_is_one_import(python, folder, bar_file):
    bars = read_bars(bar_file).bars
    for pieces in (1, 4):
        importer = python(IMPORTER)
        for _ in range(pieces):
            stored = int(importer.stdout.readline())
        importer.kill()
        importer.communicate()
        with open_store(folder) as store:
            assert stored <= sum(span.bars for span in store.bars.contents()) < bars.rows
    with open_store(folder) as store:
        *_, done = import_bars(store.bars, bars, "x")
        spans = store.bars.contents()
        loaded = load_bars(store.bars, DAY_NS)
    assert done == bars.rows == sum(span.bars for span in spans)
    assert len(spans) == 40
    for name in ("starts", "ts_open", "open", "high", "low", "close", "volume", "price_scale"):
        assert getattr(loaded, name).tobytes() == getattr(bars, name).tobytes(), name
