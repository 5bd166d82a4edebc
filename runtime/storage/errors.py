"""Failures of stored records."""

from runtime.domain.errors import RunError


class StorageError(RunError):
    """A store cannot be used."""
