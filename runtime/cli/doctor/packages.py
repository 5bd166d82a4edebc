"""The interpreter and the packages that JTS asks for."""

import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from runtime.cli.doctor.finding import Finding, Status

_OLDEST = (3, 11)
# What the extras are for; the others serve those who work on JTS itself.
_EXTRAS = {"research": "backtests", "store": "the store", "editor": "editors"}
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?P<bounds>[^;\[]*)(?:;(?P<marker>.*))?")
_BOUND = re.compile(r"(>=|<)\s*([\d.]+)")
_EXTRA = re.compile(r"extra == \"(\w+)\"")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package of an extra ("" where everybody needs it); `bounds` are operators (>=, <) and versions."""

    name: str
    extra: str
    bounds: tuple[tuple[str, str], ...]


def check_python() -> Iterator[Finding]:
    found = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info[:2] < _OLDEST:
        yield Finding(
            "Python", Status.PROBLEM, found, f"install Python {'.'.join(map(str, _OLDEST))} or newer"
        )
    else:
        yield Finding("Python", Status.OK, found)


def check_packages() -> Iterator[Finding]:
    """Yield a finding for each package that is asked for on this system."""
    try:
        asked = requires("jts") or []
    except PackageNotFoundError:
        yield Finding(
            "jts", Status.WARNING, "runs without being installed", "run pip install -e . in its folder"
        )
        return
    for requirement in filter(None, map(parse_requirement, asked)):
        yield judge(requirement, _installed(requirement.name))


def parse_requirement(text: str) -> Requirement | None:
    """Read a requirement as package metadata has it; None for what nobody needs here."""
    match = _REQUIREMENT.match(text)
    if match is None or match["name"] == "jts":
        return None
    marker = match["marker"] or ""
    extra = _EXTRA.search(marker)
    if extra is not None and extra[1] not in _EXTRAS:
        return None
    if f'sys_platform != "{sys.platform}"' in marker:
        return None
    return Requirement(match["name"], extra[1] if extra else "", tuple(_BOUND.findall(match["bounds"])))


def judge(requirement: Requirement, installed: str | None) -> Finding:
    """Say whether the installed version of a package will do."""
    how = f'run pip install "jts[{requirement.extra}]"' if requirement.extra else "run pip install jts"
    if installed is None:
        use = _EXTRAS.get(requirement.extra, "everything")
        status = Status.WARNING if requirement.extra else Status.PROBLEM
        return Finding(requirement.name, status, f"not installed; needed by {use}", how)
    if all(_holds(installed, operator, bound) for operator, bound in requirement.bounds):
        return Finding(requirement.name, Status.OK, installed)
    wanted = ", ".join(f"{operator} {bound}" for operator, bound in requirement.bounds)
    return Finding(requirement.name, Status.PROBLEM, f"{installed}; wanted is {wanted}", how)


def _holds(installed: str, operator: str, bound: str) -> bool:
    mine, other = _numbers(installed), _numbers(bound)
    return mine >= other if operator == ">=" else mine < other


def _numbers(text: str) -> list[int]:
    """Return the numbers with which a version begins, without zeros at the end: 2.0 is 2."""
    numbers = [int(part) for part in re.match(r"[\d.]*", text)[0].split(".") if part]  # type: ignore[index]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
