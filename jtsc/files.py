"""Strategy files: finding, reading and writing them."""

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jtsc.errors import UserError

_IMPORT = re.compile(r'^[ \t]*import[ \t]+"((?:\\.|[^"\\\n])*)"', re.MULTILINE)


def read_strategy(path: Path) -> str:
    """Return the text of a strategy file; raises `UserError` for what is no readable text."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UserError(f"{path} does not exist", "check the path; strategies end in .jts") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder", "name a .jts file in it") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}", "check its permissions") from None
    return decode_strategy(raw, str(path))


def decode_strategy(raw: bytes, name: str) -> str:
    """Return the text that bytes hold; raises `UserError`, which calls them `name`."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{name} is not UTF-8 text (byte {error.start})", "save it as UTF-8; is it a strategy at all?"
        ) from None
    if "\0" in text:
        raise UserError(f"{name} is not text: it holds zero bytes", "name a .jts file")
    return text


def write_strategy(path: Path, text: str) -> None:
    """Replace a file at once: who reads it meanwhile, and a crash, find the old text or the new one."""
    target = path.resolve()  # a link stays a link
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        part.write_bytes(text.encode())
        shutil.copymode(target, part)
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(
            f"{path} cannot be written: {error.strerror}", "check its permissions and the free space"
        ) from None


@dataclass(frozen=True, slots=True)
class Found:
    """Strategy files, each once, and the hidden folders that were not searched."""

    files: tuple[Path, ...]
    not_searched: tuple[Path, ...]


def find_strategies(paths: Iterable[Path]) -> Found:
    """Return the files named, and those ending in .jts in the folders named and all below, by name."""
    files: list[Path] = []
    hidden: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for folder, folders, names in os.walk(path):
            hidden += [Path(folder, name) for name in sorted(folders) if name.startswith(".")]
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            files += [Path(folder, name) for name in sorted(names) if name.endswith(".jts")]
    return Found(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(hidden)))


def with_imports(path: Path, text: str) -> str:
    """Return the text of a file and of all that it imports: what changes with any of them.

    A file that cannot be read counts as empty; the check tells of it.
    """
    seen = {path.resolve()}
    texts, pending = [text], [(path, text)]
    while pending:
        file, content = pending.pop()
        for name in _IMPORT.findall(content):
            target = (file.parent / name).resolve()
            if target in seen:
                continue
            seen.add(target)
            try:
                found = read_strategy(target)
            except UserError:
                found = ""
            texts.append(f"\n{name}\n{found}")
            pending.append((target, found))
    return "".join(texts)
