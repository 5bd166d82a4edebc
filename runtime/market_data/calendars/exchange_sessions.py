"""Sessions as the exchange_calendars library has them, kept on disk because deriving them takes seconds."""

import os
import warnings
from contextlib import suppress
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

import numpy as np

from jtsc.cache import cache_root
from runtime.domain.bars import DAY_NS, Int64s

# The library moves its last session by an hour where a late opening falls beyond the span, so ask for more.
_MARGIN = timedelta(days=30)


def exchange_sessions(code: str, first: date, last: date) -> Int64s:
    """Return the (3, n) sessions of an exchange: start and end in nanoseconds UTC, and the day since 1970.

    Args:
        code: ISO 10383 market identifier, such as XKRX.
        first: the first day wanted.
        last: the last day wanted.
    """
    version = metadata.version("exchange_calendars")
    path = cache_root() / "calendars" / f"{code}_{version}_{first:%Y%m%d}_{last:%Y%m%d}.npy"
    with suppress(OSError, ValueError, EOFError):
        return np.asarray(np.load(path, allow_pickle=False), np.int64)
    sessions = _derive(code, first, last)
    with suppress(OSError):  # without a cache it only takes longer
        _keep(path, sessions)
    return sessions


def _derive(code: str, first: date, last: date) -> Int64s:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # between the library and pandas 3.1
        import exchange_calendars

        calendar = exchange_calendars.get_calendar(code, start=first, end=last + _MARGIN)
    days = calendar.sessions_nanos // DAY_NS
    wanted = days <= (last - date(1970, 1, 1)).days
    columns = (calendar.opens_nanos, calendar.closes_nanos, days)
    return np.stack([np.asarray(column, np.int64)[wanted] for column in columns])


def _keep(path: Path, sessions: Int64s) -> None:
    """Write the file so that another process sees it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.stem}.{os.getpid()}.npy")
    np.save(temporary, sessions)
    os.replace(temporary, path)
