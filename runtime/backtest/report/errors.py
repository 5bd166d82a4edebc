"""Failures of writing a report."""

from runtime.domain.errors import RunError


class ReportError(RunError):
    """A report cannot be written."""


def cannot_write(path: object, error: OSError) -> ReportError:
    """Say that a file the user named cannot be written, and why."""
    reason = error.strerror or str(error)
    return ReportError(f"cannot write {path}: {reason}", "name a file in a folder you can write to")
