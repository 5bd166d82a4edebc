"""Results of tests as JUnit XML, which build servers read.

The elements are those of the schema that Jenkins' xUnit plugin checks (`jenkins-junit.xsd`): `testsuites` of
`testsuite`, each of `testcase` with at most one `failure`, `error` or `skipped`.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from runtime.testing.report.finding_text import headline, value_table
from runtime.testing.results import CaseResult, FileResult, Verdict

_ELEMENT = {Verdict.FAILED: "failure", Verdict.BROKEN: "error", Verdict.NOT_RUN: "skipped"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no character of XML 1.0


def to_junit(results: Sequence[FileResult]) -> bytes:
    """Return an XML document: a suite a file, a case a `test` or an expectation."""
    every = [case for result in results for case in result.cases]
    root = Xml.Element("testsuites", {"name": "jtsc test", **_totals(every)})
    for result in results:
        path = _clean(result.path)
        suite = Xml.SubElement(root, "testsuite", {"name": path, **_totals(result.cases)})
        for case in result.cases:
            _add_case(suite, path, case)
    Xml.indent(root)
    document: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add_case(suite: Xml.Element, path: str, case: CaseResult) -> None:
    facts = {"name": _clean(case.name), "classname": path, "file": path, "line": str(case.line)}
    element = Xml.SubElement(suite, "testcase", {**facts, "time": f"{case.seconds:.3f}"})
    kind = _ELEMENT.get(case.verdict)
    if kind is None:
        return
    headlines = [headline(finding) for finding in case.findings] or list(case.notes)
    told = Xml.SubElement(element, kind, {"message": _clean("; ".join(headlines))})
    if kind != "skipped":
        told.set("type", case.verdict.value)
        blocks = [
            "\n".join([f"{path}:{finding.expectation.line}: {headline(finding)}", *value_table(finding)])
            for finding in case.findings
        ]
        told.text = _clean("\n\n".join([*blocks, *case.notes]))


def _totals(cases: Sequence[CaseResult]) -> dict[str, str]:
    def count(verdict: Verdict) -> str:
        return str(sum(case.verdict is verdict for case in cases))

    return {
        "tests": str(len(cases)),
        "failures": count(Verdict.FAILED),
        "errors": count(Verdict.BROKEN),
        "skipped": count(Verdict.NOT_RUN),
        "time": f"{sum(case.seconds for case in cases):.3f}",
    }


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
