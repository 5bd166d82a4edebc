"""Failures that are no diagnostics.

JtscError
+-- UserError        something outside the strategy text is wrong (a file, an option): exit code 2
+-- InternalError    a bug of the compiler: never the user's fault
"""


class JtscError(Exception):
    """Base of all; `message` is one line, `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UserError(JtscError):
    """The command could not run: says what, where, and what to do."""


class InternalError(JtscError):
    """An invariant of the compiler does not hold."""
