"""What can be or could be traded."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Adjustment(NamedTuple):
    """A split or the like: prices before the date, times the factor, compare with those from it on."""

    day: date
    factor: float


@dataclass(frozen=True, slots=True)
class Instrument:
    """What is known of one code; texts are empty and dates None where it is not known."""

    code: str
    market: str = ""  # the board it is listed on: KOSPI, KOSDAQ
    name: str = ""
    name_en: str = ""
    sector: str = ""
    listed: date | None = None
    delisted: date | None = None
    flags: tuple[str, ...] = ()  # preferred, etf, under administration
    adjustments: tuple[Adjustment, ...] = ()  # oldest first
