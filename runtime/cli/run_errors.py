"""How what a run cannot work with ends a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from jtsc.errors import UserError
from runtime.domain.errors import RunError


@contextmanager
def run_errors() -> Iterator[None]:
    """Let a `RunError` be told as every command tells its errors: one message, exit code 2."""
    try:
        yield
    except RunError as error:
        raise UserError(error.message, error.hint) from None
