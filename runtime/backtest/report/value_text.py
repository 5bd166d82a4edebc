"""Values of terms as people read them."""

import math
from datetime import date, timedelta

from runtime.market_data.timeframe import timeframe_label

_SECOND_NS = 1_000_000_000
_EPOCH = date(1970, 1, 1)
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def value_text(value: float, unit: str) -> str:
    """Return a value in the way its unit is written in a strategy.

    >>> value_text(0.05, "ratio"), value_text(1.0, "bool"), value_text(33_300e9, "time")
    ('5%', 'true', '09:15')
    >>> value_text(float("nan"), "price")
    'na'
    """
    if math.isnan(value):
        return "na"
    match unit:
        case "bool":
            return "true" if value else "false"
        case "ratio":
            return f"{value * 100:.8g}%"
        case "time":
            minutes, seconds = divmod(int(value) // _SECOND_NS, 60)
            return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case "duration":
            return timeframe_label(int(value))
        case "date":
            return str(_EPOCH + timedelta(value))
        case "weekday":
            return _WEEKDAYS[int(value) - 1]
    return f"{value:.10g}"
