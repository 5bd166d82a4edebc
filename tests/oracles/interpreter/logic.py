"""Three-valued logic: None is na, which is neither true nor false."""

import operator

Truth = bool | None
_COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def compared(sign: str, left: float | bool | None, right: float | bool | None) -> Truth:
    if left is None or right is None:
        return None
    return bool(_COMPARISONS[sign](left, right))


def both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: Truth, right: Truth) -> Truth:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def negated(value: Truth) -> Truth:
    return None if value is None else not value


def within(value: float | None, low: float | None, high: float | None) -> Truth:
    """low <= value AND value <= high."""
    return both(compared("<=", low, value), compared("<=", value, high))


def time_within(value: float | None, low: float | None, high: float | None) -> Truth:
    """The same of times of day: from 22:00 to 02:00 goes over midnight."""
    if value is None or low is None or high is None:
        return None
    return low <= value <= high if low <= high else value >= low or value <= high


def crossed(direction: str, before: tuple[float | None, ...], now: tuple[float | None, ...]) -> Truth:
    """Whether the first of two values was not beyond the second, and is now; na where one of the four is."""
    if None in before or None in now:
        return None
    beyond = compared(">" if direction == "above" else "<", *now)
    was_beyond = compared(">" if direction == "above" else "<", *before)
    return beyond is True and was_beyond is False
