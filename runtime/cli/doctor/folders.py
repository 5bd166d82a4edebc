"""The folders that are written to, and the room there is."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jtsc.cache import cache_root
from runtime.cli.doctor.finding import Finding, Status

_MEGABYTE = 1_000_000
_TOO_LITTLE, _LITTLE = 200 * _MEGABYTE, 2_000 * _MEGABYTE


def check_cache_folder() -> Iterator[Finding]:
    yield from _check("cache folder", cache_root(), "JTS_CACHE_DIR")


def check_data_folder() -> Iterator[Finding]:
    from runtime.storage.data_folder import DATA_FOLDER_VARIABLE, data_folder

    yield from _check("data folder", data_folder(), DATA_FOLDER_VARIABLE)


def _check(name: str, folder: Path, variable: str) -> Iterator[Finding]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free
    except OSError as error:
        reason = error.strerror or str(error)
        yield Finding(
            name, Status.PROBLEM, f"{folder}: {reason}", f"set {variable} to a folder that you can write to"
        )
        return
    yield judge_room(name, folder, free, variable)


def judge_room(name: str, folder: Path, free: int, variable: str) -> Finding:
    """Say whether so many free bytes will do."""
    status = Status.PROBLEM if free < _TOO_LITTLE else Status.WARNING if free < _LITTLE else Status.OK
    help_ = "" if status is Status.OK else f"free some space, or set {variable} to a folder on another disk"
    return Finding(name, status, f"{folder}, {free // _MEGABYTE:,} MB free", help_)
