"""Reading strategy files."""

import re
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
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path} is not UTF-8 text (byte {error.start})", "save it as UTF-8; is it a strategy at all?"
        ) from None
    if "\0" in text:
        raise UserError(f"{path} is not text: it holds zero bytes", "name a .jts file")
    return text


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
