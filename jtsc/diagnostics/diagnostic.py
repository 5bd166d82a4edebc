"""The one shape of a diagnostic, and the list that a check fills."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from jtsc.diagnostics.codes import CODES, Severity
from jtsc.diagnostics.message import Phrase, phrase
from jtsc.source import Span


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that matters to a problem, such as `declared here`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of a span by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A mechanical mend. A safe one cannot change what a correct reading of the text means."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: its code, its exact place, and the facts that its catalogue text is filled with."""

    code: str
    span: Span
    facts: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[Label, ...] = ()
    fixes: tuple[Fix, ...] = ()

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity


def _told(fact: object) -> str:
    """Return a fact as text; a word of ours (a unit, a phrase) can then be said in another language."""
    if isinstance(fact, Phrase):
        return fact
    return phrase(fact.value) if isinstance(fact, StrEnum) else str(fact)


class Problems:
    """Collects the diagnostics of a check; the same problem at the same place is kept once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Span], Diagnostic] = {}

    def add(
        self,
        code: str,
        span: Span,
        *,
        labels: Iterable[Label] = (),
        fixes: Iterable[Fix] = (),
        **facts: object,
    ) -> None:
        """Report a problem; `facts` fill the placeholders of its catalogue text."""
        texts = {name: _told(fact) for name, fact in facts.items()}
        self._found.setdefault((code, span), Diagnostic(code, span, texts, tuple(labels), tuple(fixes)))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self._found.setdefault((diagnostic.code, diagnostic.span), diagnostic)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def as_tuple(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found.values())
