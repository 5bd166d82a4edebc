"""Indicators that carry a value from bar to bar, from their formulas; each is given all values up to a bar.

All begin with a mean over a first run of values without na between them; what is na later changes nothing and
is answered with na. An average moves towards x as (x - average) * weight + average.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


def _move(average: float, x: float, weight: float) -> float:
    return x if weight == 1.0 else (x - average) * weight + average


@dataclass
class _Average:
    """An average that begins with the mean of `period` values and then moves by `weight`."""

    period: int
    weight: float
    total: float = 0.0
    count: int = 0
    value: float | None = None

    def take(self, x: float) -> float | None:
        if self.value is not None:
            self.value = _move(self.value, x, self.weight)
            return self.value
        self.total += x
        self.count += 1
        if self.count == self.period:
            self.value = self.total / self.period
        return self.value


def _ema(period: int) -> _Average:
    return _Average(period, 2.0 / (period + 1))


def _wilder(period: int) -> _Average:
    return _Average(period, 1.0 / period)


def _first_run(values: Sequence[object | None], needed: int) -> int | None:
    """Return where the first `needed` consecutive values begin; None if there are not that many yet."""
    start = 0
    for place, value in enumerate(values):
        if value is None:
            start = place + 1
        elif place - start + 1 == needed:
            return start
    return None


def _known(values: Sequence[float | None], needed: int) -> list[float] | None:
    """Return the values from the first run on, without na; None if the last one has no answer."""
    start = _first_run(values, needed)
    if start is None or values[-1] is None:
        return None
    return [value for value in values[start:] if value is not None]


def ema(values: Sequence[float | None], period: int) -> float | None:
    known = _known(values, period)
    if known is None:
        return None
    average = _ema(period)
    return [average.take(x) for x in known][-1]


def rsi(values: Sequence[float | None], period: int) -> float | None:
    """100 * average rise / (average rise + average fall); 0 where nothing moved."""
    known = _known(values, period + 1)
    if known is None:
        return None
    rise, fall = _wilder(period), _wilder(period)
    for before, now in pairwise(known):
        up, down = rise.take(max(now - before, 0.0)), fall.take(max(before - now, 0.0))
    assert up is not None
    assert down is not None
    return 100.0 * (up / (up + down)) if up + down != 0.0 else 0.0


def atr(bars: Sequence[tuple[float, float, float] | None], period: int) -> float | None:
    """Average the true range of (high, low, close), which reaches to the close before."""
    start = _first_run(bars, period + 1)
    if start is None or bars[-1] is None:
        return None
    known = [bar for bar in bars[start:] if bar is not None]
    average = _wilder(period)
    for (_, _, before), (high, low, _) in pairwise(known):
        value = average.take(max(high - low, abs(before - high), abs(before - low)))
    return value


def macd(values: Sequence[float | None], fast: int, slow: int, signal: int) -> dict[str, float] | None:
    """Both averages are begun so that they end on one bar; a slow one below the fast means it was swapped."""
    fast, slow = min(fast, slow), max(fast, slow)
    known = _known(values, slow + signal - 1)
    if known is None:
        return None
    quick, steady, smooth = _ema(fast), _ema(slow), _ema(signal)
    for place, x in enumerate(known):
        slow_value = steady.take(x)
        fast_value = quick.take(x) if place >= slow - fast else None
        if slow_value is not None and fast_value is not None:
            line = fast_value - slow_value
            signal_value = smooth.take(line)
    assert signal_value is not None
    return {"line": line, "signal": signal_value, "histogram": line - signal_value}
