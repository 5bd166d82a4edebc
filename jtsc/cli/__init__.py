"""The command line. Commands are found through the entry points `jts.commands` and loaded when called."""

import sys
from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> None:
    """Run `jtsc`. Exit code 0, 1 (found something) or 2 (could not run); never a traceback."""
    try:
        from jtsc.cli.group import run
    except KeyboardInterrupt:  # Ctrl-C before there is anything to stop
        sys.stderr.write("error: stopped\n")
        sys.exit(2)
    run(args)
