"""Files that are seen whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from runtime.backtest.report.errors import cannot_write


def require_writable(path: Path) -> None:
    """Refuse a path that could not be written later, before any work is done for it.

    Raises:
        ReportError: a folder stands there, or there is none around it that can be written to.
    """
    if path.is_dir():
        raise cannot_write(path, _os_error(errno.EISDIR))
    if not path.parent.is_dir():
        raise cannot_write(path, _os_error(errno.ENOENT))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise cannot_write(path, _os_error(errno.EACCES))


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its name once it is complete; a device is written as it is.

    Raises:
        ReportError: it cannot be written.
    """
    target = path.resolve()  # a link stays a link
    is_device = target.exists() and not target.is_file() and not target.is_dir()
    part = target if is_device else target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        if not is_device:
            os.replace(part, target)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        if not is_device:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _os_error(code: int) -> OSError:
    return OSError(code, os.strerror(code))
