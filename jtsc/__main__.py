"""`python -m jtsc`."""

from jtsc.cli import main

main()
