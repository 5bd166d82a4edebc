"""What came of the tests of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jtsc.suite import Expectation


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"  # nothing was given to run it over
    BROKEN = "could not run"


@dataclass(frozen=True, slots=True)
class TermValues:
    """A part of an expectation at some bars, or once at the end; NaN is na, of bools 1 is true, 0 false."""

    text: str
    unit: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """An expectation that does not hold. `bars` are those around its own; empty for figures of a run.

    The last of `terms` is the expectation itself.
    """

    expectation: Expectation
    bars: tuple[int, ...]
    terms: tuple[TermValues, ...]

    @property
    def value(self) -> float:
        """Return what the expectation came to: 0 for false, NaN for na."""
        place = self.bars.index(self.expectation.bar) if self.expectation.bar is not None else 0
        return self.terms[-1].values[place]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A `test`, or one line of an `expect` section. `notes` are sentences that help to understand it."""

    name: str
    line: int
    verdict: Verdict
    seconds: float
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    path: str
    cases: tuple[CaseResult, ...]


def count(results: Sequence[FileResult], verdict: Verdict) -> int:
    """Count the cases of all files that ended so."""
    return sum(case.verdict is verdict for result in results for case in result.cases)


def rejected_file(path: str) -> FileResult:
    """Return what is said of a file in which mistakes were found."""
    note = "it has mistakes: `jtsc check` tells them"
    return FileResult(path, (CaseResult("check", 1, Verdict.FAILED, 0.0, notes=(note,)),))


def broken_file(path: str, message: str) -> FileResult:
    """Return what is said of a file that cannot be read."""
    return FileResult(path, (CaseResult("check", 1, Verdict.BROKEN, 0.0, notes=(message,)),))
