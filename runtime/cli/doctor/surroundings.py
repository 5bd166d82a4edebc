"""The terminal and the system's time zones."""

import sys
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from runtime.cli.doctor.finding import Finding, Status

_ZONES = ("Asia/Seoul", "America/New_York", "UTC")
_SHOWN = "삼성전자 → ·"


def check_terminal() -> Iterator[Finding]:
    """Say whether what is printed can be read."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        _SHOWN.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        how = "run chcp 65001" if sys.platform == "win32" else "set LANG to a locale with UTF-8"
        yield Finding(
            "terminal", Status.WARNING, f"{encoding}: Korean cannot be shown", f"{how}, or PYTHONUTF8=1"
        )
    else:
        yield Finding("terminal", Status.OK, encoding)


def check_time_zones() -> Iterator[Finding]:
    """Say whether the zones of the venues are known."""
    try:
        for name in _ZONES:
            ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        yield Finding("time zones", Status.PROBLEM, str(error).strip("'"), "run pip install tzdata")
    else:
        yield Finding("time zones", Status.OK, ", ".join(_ZONES))
