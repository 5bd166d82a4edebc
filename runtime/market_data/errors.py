"""What a user can do wrong with data: one line that says it, one that says what to try."""


class DataError(Exception):
    """Data that cannot be used; `message` says why, `hint` the next thing to try (may be empty)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
