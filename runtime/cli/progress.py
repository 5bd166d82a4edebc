"""A line that says what a long command is doing; only on a terminal, gone when the work is done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Stages(Protocol):
    def __call__(self, what: str) -> None:
        """Say that the next stage has begun."""


@contextmanager
def progress(stages: int) -> Iterator[Stages]:
    """Show a bar that moves by one at each of `stages` stages."""
    if not sys.stderr.isatty():
        yield lambda what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=stages)
        begun = False

        def begin(what: str) -> None:
            nonlocal begun
            shown.update(task, description=what, advance=1 if begun else 0)
            begun = True

        yield begin
