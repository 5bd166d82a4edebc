"""The venues whose sessions are known."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from runtime.domain.bars import DAY_NS
from runtime.market_data.calendars.exchange_sessions import exchange_sessions
from runtime.market_data.calendars.krx_overrides import KRX_OVERRIDES
from runtime.market_data.calendars.overrides import apply_overrides
from runtime.market_data.calendars.venue_calendar import VenueCalendar
from runtime.market_data.errors import DataError
from runtime.market_data.suggestion import suggest
from runtime.market_data.timestamps import EARLIEST_NS, LATEST_NS

# Before it KRX also traded on Saturday mornings, which exchange_calendars leaves out.
_KRX_FIRST_DAY = date(1998, 12, 7)
_US_FIRST_DAY = date(1970, 1, 1)
_LAST_DAY = date(2030, 12, 31)
# 005930, 00279K (preferred), 0126Z0 (listed since 2024), and G00001 of the generator.
_KRX_CODE = re.compile(r"\d{4}[0-9A-Z]{2}|G\d{5}")


@cache
def venue_calendar(name: str) -> VenueCalendar:
    """Return the calendar of a venue.

    `krx`: the regular session with its auctions, 09:00 to 15:30 in Seoul (to 15:00 before 2016-08-01; until
    2000-05-19 with a break at noon, which is within the session), from 1998-12-07 on. `us`: NYSE and NASDAQ,
    09:30 to 16:00 in New York, with early closes. `crypto`: one endless session whose trading days start at
    00:00 UTC.

    Raises:
        DataError: no venue of this name.
    """
    build = _BUILDERS.get(name)
    if build is None:
        raise DataError(f"there is no calendar '{name}'", suggest(name, _BUILDERS, "there are"))
    return build()


def likely_venue(symbols: Sequence[str]) -> str:
    """Return the venue whose symbols look like these: six characters are a KRX code, all else is crypto."""
    return "krx" if all(_KRX_CODE.fullmatch(symbol) for symbol in symbols) else "crypto"


def _krx() -> VenueCalendar:
    sessions = exchange_sessions("XKRX", _KRX_FIRST_DAY, _LAST_DAY)
    return VenueCalendar("krx", "Asia/Seoul", *apply_overrides(sessions, KRX_OVERRIDES, "Asia/Seoul"))


def _us() -> VenueCalendar:
    return VenueCalendar("us", "America/New_York", *exchange_sessions("XNYS", _US_FIRST_DAY, _LAST_DAY))


def _crypto() -> VenueCalendar:
    start_ns = np.arange(EARLIEST_NS, LATEST_NS, DAY_NS)
    return VenueCalendar("crypto", "UTC", start_ns, start_ns + DAY_NS, start_ns // DAY_NS)


_BUILDERS = {"krx": _krx, "us": _us, "crypto": _crypto}
