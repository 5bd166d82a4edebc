"""Figures as people read them."""

import math
from datetime import UTC, datetime, timedelta

from runtime.backtest.metrics.registry import Unit
from runtime.domain.bars import DAY_NS, NANOSECONDS_PER_SECOND

UNDEFINED = "–"
_WITHOUT_DECIMALS = {"KRW", "JPY"}


def money_decimals(currency: str | None) -> int:
    """Return the decimals of amounts in this currency; two where it is not known."""
    return 0 if currency in _WITHOUT_DECIMALS else 2


def money_text(amount: float, currency: str | None) -> str:
    """Return an amount with separators and its currency.

    >>> money_text(51234567.0, "KRW")
    '51,234,567 KRW'
    >>> money_text(-1234.5, None)
    '-1,234.50'
    """
    text = f"{amount:,.{money_decimals(currency)}f}"
    return f"{text} {currency}" if currency else text


def figure_text(value: float, unit: Unit, currency: str | None) -> str:
    """Return a statistic's value in its unit; undefined and infinite values are a dash.

    >>> figure_text(0.4199, Unit.GAIN, None), figure_text(0.4199, Unit.PERCENT, None)
    ('+41.99 %', '41.99 %')
    """
    if not math.isfinite(value):
        return UNDEFINED
    match unit:
        case Unit.GAIN:
            return f"{value * 100:+,.2f} %"
        case Unit.PERCENT:
            return f"{value * 100:,.2f} %"
        case Unit.MONEY:
            return money_text(value, currency)
        case Unit.COUNT:
            return f"{value:,.0f}"
        case Unit.DAYS:
            return f"{value:,.0f} days" if value >= 1 or value == 0 else f"{value * 24:.1f} hours"
        case Unit.NUMBER:
            return f"{value:,.2f}"


def count_text(count: float, what: str) -> str:
    """Return a count with its noun.

    >>> count_text(1, "bar"), count_text(2148, "bar")
    ('1 bar', '2,148 bars')
    """
    return f"{count:,.0f} {what}" if count == 1 else f"{count:,.0f} {what}s"


def time_text(ts_ns: int, utc_offset_s: int) -> str:
    """Return a time in UTC moved by an offset: a date alone where it falls on the start of a UTC day.

    >>> time_text(1_600_041_600_000_000_000, 32_400)
    '2020-09-14'
    >>> time_text(1_600_045_200_000_000_000, 32_400)
    '2020-09-14 10:00'
    """
    moved = datetime.fromtimestamp(ts_ns // NANOSECONDS_PER_SECOND, UTC) + timedelta(seconds=utc_offset_s)
    return f"{moved:%Y-%m-%d}" if ts_ns % DAY_NS == 0 else f"{moved:%Y-%m-%d %H:%M}"
