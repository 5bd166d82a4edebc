"""The command line. Commands are found through the entry points `jts.commands` and loaded when called."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from jtsc.cli.interrupt import raise_on_interrupt


def main(args: Sequence[str] | None = None) -> None:
    """Run `jtsc`. Exit code 0, 1 (found something) or 2 (could not run); never a traceback."""
    try:
        from jtsc.cli.group import run
    except KeyboardInterrupt:  # Ctrl-C before there is anything to stop
        sys.stderr.write("error: stopped\n")
        sys.exit(2)
    run(args)


def process() -> NoReturn:
    """Run `jtsc` as a process of its own, and leave at once.

    Numba and pyarrow would take a tenth of a second to unload, for nothing: results are on disk by now.
    """
    raise_on_interrupt()
    try:
        main()
        code: object = 0
    except SystemExit as stop:
        code = stop.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more
        code = code or 1
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)
