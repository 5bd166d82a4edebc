"""Results of tests on a terminal."""

from collections.abc import Iterator, Sequence

from click import style

from runtime.testing.report.finding_text import headline, value_table
from runtime.testing.results import CaseResult, FileResult, Verdict, count
from runtime.testing.run_expectations import NEEDS_DATA

_COLOURS = {Verdict.PASSED: "green", Verdict.FAILED: "red", Verdict.BROKEN: "red", Verdict.NOT_RUN: "yellow"}
_WIDTH = max(map(len, Verdict))


def render_file(result: FileResult) -> str:
    """Return a file's cases, a line each, and under those that failed what was found."""
    return "\n".join([result.path, *(line for case in result.cases for line in _case(result.path, case))])


def render_summary(results: Sequence[FileResult]) -> str:
    """Return how many cases ended how, in one line, and what those need that were not run."""
    counts = {verdict: count(results, verdict) for verdict in Verdict}
    told = ", ".join(f"{number} {verdict}" for verdict, number in counts.items() if number)
    files = f"{len(results)} file{'' if len(results) == 1 else 's'}"
    return f"{told} in {files}" + (f"\n{NEEDS_DATA}" if counts[Verdict.NOT_RUN] else "")


def _case(path: str, case: CaseResult) -> Iterator[str]:
    verdict = style(f"{case.verdict:<{_WIDTH}}", fg=_COLOURS[case.verdict], bold=True)
    yield f"  {verdict}  {case.name}"
    for finding in case.findings:
        place = f"{path}:{finding.expectation.line}:{finding.expectation.column}"
        yield f"    {place}: {headline(finding)}"
        yield ""
        yield from (f"      {line}" for line in value_table(finding))
        yield ""
    if case.verdict is not Verdict.NOT_RUN:  # of those the summary says why
        yield from (f"    · {note}" for note in case.notes)
