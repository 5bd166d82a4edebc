"""What is asked of a strategy beside its orders, compiled: plain data beside its artifact."""

from dataclasses import dataclass
from datetime import date

from jtsc.artifact import Artifact, Value


@dataclass(frozen=True, slots=True)
class Term:
    """A part of an expectation, and where the probe gives its value. Of bools 1 is true and 0 false."""

    text: str
    unit: str
    value: Value


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be true; `terms` are its parts, operands first: the last one is the whole of it.

    `bar` is a bar of the test it stands in; without one it is about the figures of a run. `dates` are the
    first and the last day of the run, None for all of it.
    """

    text: str
    line: int
    column: int
    terms: tuple[Term, ...]
    bar: int | None = None
    dates: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class UnitTest:
    """A `test` of the file. `columns` hold a number a bar, by name; those a test leaves out are filled in.

    `length_ns` is the length of its bars, None where neither the test nor the strategy says.
    """

    title: str
    line: int
    parameters: dict[str, float]
    length_ns: int | None
    columns: dict[str, tuple[float, ...]]
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule's condition, and where the probe gives its value; None: the account knows it."""

    text: str
    unit: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Condition:
    """The condition of a rule, in the order of the artifact's rules: its parts, operands first."""

    section: str
    line: int
    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """`probe` computes the parts of the conditions: it is given the parameters of the strategy."""

    strategy: Artifact
    probe: Artifact
    rules: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """What a file says of itself.

    `probe` computes the terms: it is given the parameters of the strategy, then the `figures` of a run, and
    tells what moves with the bars as payloads and what does not by `settle`. `expectations` are those of a
    backtest.
    """

    strategy: Artifact
    probe: Artifact
    figures: tuple[str, ...]
    tests: tuple[UnitTest, ...]
    expectations: tuple[Expectation, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to run."""
        return not self.tests and not self.expectations
