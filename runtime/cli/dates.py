"""Dates and moments that options and arguments name."""

from datetime import UTC, datetime, timedelta

from runtime.domain.bars import NANOSECONDS_PER_SECOND
from runtime.domain.errors import RunError

_FORMS = ("%Y-%m-%d", "%Y%m%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # as for the times of bars


def parse_start(text: str) -> int:
    """Return the start of a date, or a moment, in nanoseconds UTC."""
    return _nanoseconds(_parse(text, "--from")[0])


def parse_end(text: str) -> int:
    """Return the moment after a date (which is included), or a moment, in nanoseconds UTC."""
    moment, is_date = _parse(text, "--to")
    return _nanoseconds(moment + timedelta(days=1) if is_date else moment)


def parse_moment(text: str, what: str) -> tuple[int, bool]:
    """Return a moment in nanoseconds UTC, and whether only a date was named."""
    moment, is_date = _parse(text, what)
    return _nanoseconds(moment), is_date


def _parse(text: str, option: str) -> tuple[datetime, bool]:
    for form in _FORMS:
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise RunError(f"{option} {text} is not within {_FIRST_YEAR} to {_LAST_YEAR}", "check the year")
        return moment, "%H" not in form
    raise RunError(f"{option} {text} is not a date", f"write for example {option} 2020-01-31")


def _nanoseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * NANOSECONDS_PER_SECOND
