"""Reading strategy files."""

from pathlib import Path

from jtsc.errors import UserError


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
