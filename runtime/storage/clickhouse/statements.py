"""SQL from the files of this folder."""

from functools import cache
from importlib.resources import files

TABLES = ("candles", "series", "ticks", "surge_events", "instruments")


@cache
def create_table(name: str) -> str:
    """Return the statement that makes one of `TABLES` where it is not there yet."""
    return _read("schema", name)


@cache
def query(name: str) -> str:
    """Return a query by the name of its file."""
    return _read("queries", name)


def _read(folder: str, name: str) -> str:
    return (files("runtime.storage.clickhouse") / folder / f"{name}.sql").read_text(encoding="utf-8")
