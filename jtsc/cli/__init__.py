"""The command line. Commands are found through the entry points `jts.commands` and loaded when called."""

from jtsc.cli.group import main

__all__ = ["main"]
