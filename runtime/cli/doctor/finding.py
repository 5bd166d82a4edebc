"""What a check of the installation has found."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    OK = "ok"
    WARNING = "warning"  # something is missing that not everybody needs
    PROBLEM = "problem"  # commands will fail


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, what was found, and what to do about it."""

    name: str
    status: Status
    found: str
    help: str = ""
