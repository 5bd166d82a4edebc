"""What the doctor says of packages, beside what `packaging` says of the same requirements."""

from importlib.metadata import requires

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement as Reference

from runtime.cli.doctor.finding import Status
from runtime.cli.doctor.packages import Requirement, check_packages, judge, parse_requirement

VERSIONS = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@given(VERSIONS, VERSIONS, VERSIONS)
def test_bounds_hold_as_they_do_for_pip(installed: str, low: str, high: str) -> None:
    text = f"thing>={low},<{high}"
    asked = parse_requirement(text)
    assert asked is not None
    wanted = Reference(text).specifier.contains(installed)
    assert (judge(asked, installed).status is Status.OK) == wanted


@pytest.mark.parametrize("text", requires("jts") or [])
def test_each_requirement_of_ours_is_read_as_pip_reads_it(text: str) -> None:
    reference, asked = Reference(text), parse_requirement(text)
    used = ("", "research", "store", "editor")
    extras = [
        extra for extra in used if reference.marker is None or reference.marker.evaluate({"extra": extra})
    ]
    if reference.name == "jts" or not extras:
        assert asked is None
        return
    assert asked is not None
    assert asked.name == reference.name
    assert asked.extra in extras
    assert {f"{operator}{bound}" for operator, bound in asked.bounds} == set(
        str(reference.specifier).split(",")
    )


@pytest.mark.parametrize(
    ("requirement", "installed", "status", "said", "help_"),
    [
        (Requirement("numpy", "research", ((">=", "2.3"),)), "2.10.1", Status.OK, "2.10.1", ""),
        (
            Requirement("numpy", "research", ((">=", "2.3"),)),
            None,
            Status.WARNING,
            "backtests",
            "jts[research]",
        ),
        (Requirement("lark", "", ()), None, Status.PROBLEM, "everything", "pip install jts"),
        (
            Requirement("numba", "research", ((">=", "0.68"), ("<", "0.69"))),
            "0.69.0",
            Status.PROBLEM,
            "0.69.0; wanted is >= 0.68, < 0.69",
            "jts[research]",
        ),
    ],
)
def test_what_is_missing_or_too_old_is_said(requirement, installed, status, said, help_) -> None:
    finding = judge(requirement, installed)
    assert finding.status is status
    assert said in finding.found
    assert help_ in finding.help


def test_here_all_is_installed() -> None:
    assert {finding.name for finding in check_packages()} >= {"lark", "numpy", "numba", "pyarrow"}
    assert all(finding.status is Status.OK for finding in check_packages())
