"""Results of tests as one JSON object."""

import math
from collections.abc import Sequence
from typing import Any

from runtime.testing.expectations import expectation_text
from runtime.testing.results import CaseResult, FileResult, Finding, TermValues, Verdict, count


def to_json(results: Sequence[FileResult]) -> dict[str, Any]:
    """Return what JSON can hold: na is null, bools are true and false."""
    return {
        "files": [
            {"path": result.path, "cases": [_case(case) for case in result.cases]} for result in results
        ],
        "counts": {_key(verdict): count(results, verdict) for verdict in Verdict},
    }


def _case(case: CaseResult) -> dict[str, Any]:
    return {
        "name": case.name,
        "line": case.line,
        "verdict": _key(case.verdict),
        "seconds": case.seconds,
        "findings": [_finding(finding) for finding in case.findings],
        "notes": list(case.notes),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    expectation = finding.expectation
    return {
        "expected": expectation_text(expectation),
        "line": expectation.line,
        "column": expectation.column,
        "bar": expectation.bar,
        "bars": list(finding.bars),
        "terms": [_term(term) for term in finding.terms],
    }


def _term(term: TermValues) -> dict[str, Any]:
    return {
        "text": term.text,
        "unit": term.unit,
        "values": [_value(value, term.unit) for value in term.values],
    }


def _value(value: float, unit: str) -> float | bool | None:
    if math.isnan(value):
        return None
    return bool(value) if unit == "bool" else value


def _key(verdict: Verdict) -> str:
    return verdict.name.lower()
