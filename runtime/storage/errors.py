"""Failures of stored records."""


class StorageError(Exception):
    """A store cannot be used: `message` is one line, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
