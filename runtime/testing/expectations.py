"""Judging expectations by the values of their terms."""

from collections.abc import Sequence

from jtsc.suite import Expectation
from runtime.domain.bars import Float64s
from runtime.testing.results import Finding, TermValues

_BEFORE, _AFTER = 4, 2  # bars that are shown around the one in question


def expectation_text(expectation: Expectation) -> str:
    """Return an expectation as the strategy says it: `expect streak == 3 at bar 3`."""
    at = "" if expectation.bar is None else f" at bar {expectation.bar}"
    on = "" if expectation.dates is None else f" on {expectation.dates[0]}..{expectation.dates[1]}"
    return f"expect {expectation.text}{at}{on}"


def judge_at_bar(expectation: Expectation, moving: Float64s, settled: Sequence[float]) -> Finding | None:
    """Return what is wrong at the expectation's bar; None if it holds there.

    Args:
        moving: (payloads, rows) values of the probe at every bar.
        settled: its values that are the same on every bar.
    """
    bar = expectation.bar
    assert bar is not None
    shown = tuple(range(max(0, bar - _BEFORE), min(moving.shape[1], bar + _AFTER + 1)))
    terms = tuple(
        TermValues(
            term.text,
            term.unit,
            tuple(float(moving[term.value.index, each]) for each in shown)
            if term.value.origin == "payload"
            else (float(settled[term.value.index]),) * len(shown),
        )
        for term in expectation.terms
    )
    return _unless_true(Finding(expectation, shown, terms))


def judge_at_end(expectation: Expectation, settled: Sequence[float]) -> Finding | None:
    """Return what is wrong with the figures of a run; None if the expectation holds."""
    terms = tuple(
        TermValues(term.text, term.unit, (float(settled[term.value.index]),)) for term in expectation.terms
    )
    return _unless_true(Finding(expectation, (), terms))


def _unless_true(finding: Finding) -> Finding | None:
    return None if finding.value == 1.0 else finding
