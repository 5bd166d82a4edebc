"""Failures of writing a report."""


class ReportError(Exception):
    """A report cannot be written: `message` is one line, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def cannot_write(path: object, error: OSError) -> ReportError:
    """Say that a file the user named cannot be written, and why."""
    reason = error.strerror or str(error)
    return ReportError(f"cannot write {path}: {reason}", "name a file in a folder you can write to")
