"""`python -m jtsc`."""

from jtsc.cli import process

process()
