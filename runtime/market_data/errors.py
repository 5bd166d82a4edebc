"""What a user can do wrong with data."""

from runtime.domain.errors import RunError


class DataError(RunError):
    """Data that cannot be used."""
