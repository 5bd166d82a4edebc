"""Cells of a file of instruments as the values of an `Instrument`: text, or what Parquet holds for it."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from runtime.domain.instruments import Adjustment
from runtime.market_data.timestamps import parse_moment

_LIST = re.compile(r"[;|,]")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # as for the times of bars


def parse_cell(role: str, cell: Any) -> Any:
    """Return the value of a field.

    Raises:
        ValueError: says what the cell is not.
    """
    parse: Callable[[Any], Any] = _PARSERS.get(role, _parse_text)
    return parse(cell)


def _parse_text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _parse_code(cell: Any) -> str:
    if isinstance(cell, int | float):
        raise ValueError("code is a number, which has lost its leading zeros")
    code = _parse_text(cell)
    if not code:
        raise ValueError("code missing")
    return code


def _parse_date(cell: Any) -> date | None:
    """Read a date, with or without a time behind it."""
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
    elif text := _parse_text(cell):
        moment = parse_moment(text)
        if moment is None:
            raise ValueError("not a date")
        day = moment.date()
    else:
        return None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"date not within {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def _parse_flags(cell: Any) -> tuple[str, ...]:
    """Read a list, or texts separated by `;`, `|` or a comma."""
    items = cell if isinstance(cell, list) else _LIST.split(_parse_text(cell))
    return tuple(text for item in items if (text := _parse_text(item)))


def _parse_adjustments(cell: Any) -> tuple[Adjustment, ...]:
    """Read a list of dates and factors, or `2018-05-04:0.02` separated by `;`, `|` or a comma."""
    items = cell if isinstance(cell, list) else filter(None, map(str.strip, _LIST.split(_parse_text(cell))))
    found = sorted(_parse_adjustment(item) for item in items)
    if len({each.day for each in found}) < len(found):
        raise ValueError("two adjustments of one date")
    return tuple(found)


def _parse_adjustment(item: Any) -> Adjustment:
    try:
        day, factor = item.values() if isinstance(item, Mapping) else str(item).partition(":")[::2]
        found, number = _parse_date(day), float(factor)
    except (TypeError, ValueError):
        found, number = None, math.nan
    if found is None or not 0 < number < math.inf:
        raise ValueError("not a date and a factor, as 2018-05-04:0.02")
    return Adjustment(found, number)


_PARSERS: Mapping[str, Callable[[Any], Any]] = {
    "code": _parse_code,
    "listed": _parse_date,
    "delisted": _parse_date,
    "flags": _parse_flags,
    "adjustments": _parse_adjustments,
}
