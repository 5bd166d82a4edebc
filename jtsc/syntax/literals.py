"""What a literal's characters mean."""

import re
from datetime import date, time

SECOND_NS = 1_000_000_000
DURATION_NS = {
    "ms": 1_000_000,
    "s": SECOND_NS,
    "m": 60 * SECOND_NS,
    "h": 3_600 * SECOND_NS,
    "d": 86_400 * SECOND_NS,
    "w": 7 * 86_400 * SECOND_NS,
}
LONGEST_NS = 36_525 * DURATION_NS["d"]  # a century: what no data covers is a slip
_MOST_DIGITS = 15  # more do not fit a float64 exactly

Value = int | float | str | bool | tuple[float, str]


class ImpossibleLiteralError(ValueError):
    """Characters with the form of a literal but without a meaning; the message says why."""


def literal_value(terminal: str, text: str) -> tuple[str, Value]:
    """Return the kind and value of a literal (see `ast.Literal`) of this terminal of the grammar.

    Raises:
        ImpossibleLiteralError: such as `2025-02-30`, `24:10` or `007`.

    >>> literal_value("PERCENT", "0.5%")
    ('ratio', 0.005)
    """
    match terminal:
        case "NUMBER":
            return "number", _number(text)
        case "PERCENT":
            return "ratio", _number(text[:-1]) / 100
        case "BASIS_POINTS":
            return "ratio", _number(text[:-2]) / 10_000
        case "DURATION":
            return "duration", _duration_ns(text)
        case "TIME":
            return "time", _since_midnight_ns(text)
        case "DATE":
            return "date", _days_since_1970(text)
        case "MONEY":
            amount, currency = text.split()
            return "money", (float(_number(amount)), currency)
        case "TICKS":
            return "ticks", _number(text.split()[0])
        case "TRUE" | "FALSE":
            return "bool", terminal == "TRUE"
    return "text", text[1:-1].replace(r"\"", '"').replace(r"\\", "\\")


def _number(text: str) -> int | float:
    plain = text.replace("_", "")
    if re.match(r"0\d", plain):
        raise ImpossibleLiteralError("a number does not begin with zeros")
    if len(plain.partition(".")[0]) > _MOST_DIGITS:
        raise ImpossibleLiteralError(f"it has more than {_MOST_DIGITS} digits")
    return float(plain) if "." in plain else int(plain)


def _duration_ns(text: str) -> int:
    digits = text.rstrip("mshdw")
    length = int(_number(digits)) * DURATION_NS[text[len(digits) :]]
    if not 0 < length <= LONGEST_NS:
        raise ImpossibleLiteralError("a duration is above zero, and at most a century")
    return length


def _since_midnight_ns(text: str) -> int:
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        raise ImpossibleLiteralError("a day runs from 00:00 to 23:59:59") from None
    return (moment.hour * 3_600 + moment.minute * 60 + moment.second) * SECOND_NS


def _days_since_1970(text: str) -> int:
    try:
        return (date.fromisoformat(text) - date(1970, 1, 1)).days
    except ValueError:
        raise ImpossibleLiteralError("the calendar has no such day") from None
