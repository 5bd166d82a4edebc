"""The trading day so far, and changes over spans; a bar outside every session has no day (None)."""

from collections.abc import Sequence

from tests.oracles.interpreter.arithmetic import sum_in_order

DAY_NS = 24 * 3600 * 10**9


def _today(values: Sequence[float | None], days: Sequence[int | None]) -> list[float | None] | None:
    if days[-1] is None:
        return None
    return [value for value, day in zip(values, days, strict=True) if day == days[-1]]


def session_open(values: Sequence[float | None], days: Sequence[int | None]) -> float | None:
    today = _today(values, days)
    return None if today is None else today[0]


def session_high(values: Sequence[float | None], days: Sequence[int | None]) -> float | None:
    today = _today(values, days)
    return None if today is None or None in today else max(today)


def session_low(values: Sequence[float | None], days: Sequence[int | None]) -> float | None:
    today = _today(values, days)
    return None if today is None or None in today else min(today)


def session_volume(values: Sequence[float | None], days: Sequence[int | None]) -> float | None:
    today = _today(values, days)
    return None if today is None or None in today else sum_in_order(today)


def session_bars(days: Sequence[int | None]) -> float | None:
    return None if days[-1] is None else float(sum(day == days[-1] for day in days))


def session_prev_close(closes: Sequence[float | None], days: Sequence[int | None]) -> float | None:
    """Return the last close of a day before this bar's."""
    if days[-1] is None:
        return None
    before = [
        close
        for close, day in zip(closes, days, strict=True)
        if close is not None and day is not None and day < days[-1]
    ]
    return before[-1] if before else None


def price_change(
    closes: Sequence[float | None],
    ends: Sequence[int],
    sessions: Sequence[int | None],
    days: Sequence[int | None],
    span: int,
) -> float | None:
    """Return close / (the close to look back to) - 1."""
    if closes[-1] is None or days[-1] is None:
        return None
    if span < DAY_NS:
        base = _within_session(closes, ends, sessions, span)
    else:
        base = _over_days(closes, days, span // DAY_NS)
    return None if base is None or base == 0 else closes[-1] / base - 1


def _within_session(
    closes: Sequence[float | None], ends: Sequence[int], sessions: Sequence[int | None], span: int
) -> float | None:
    """Return the close of this session's last bar that ended at least `span` ago."""
    found = [
        close
        for close, end, session in zip(closes, ends, sessions, strict=True)
        if close is not None and session == sessions[-1] and end <= ends[-1] - span
    ]
    return found[-1] if found else None


def _over_days(closes: Sequence[float | None], days: Sequence[int | None], count: int) -> float | None:
    """Return the last close of the day that lies `count` days before, of those with a close."""
    last = {
        day: close for close, day in zip(closes, days, strict=True) if close is not None and day is not None
    }
    in_order = [last[day] for day in sorted(last)]
    return in_order[-1 - count] if len(in_order) > count else None
