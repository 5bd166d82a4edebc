"""The one shape of a failure that a user can cause."""


class RunError(Exception):
    """A run cannot go on: `message` is one line that says what and where, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def sentence(self) -> str:
        """Return both as one sentence."""
        return f"{self.message}: {self.hint}" if self.hint else self.message
