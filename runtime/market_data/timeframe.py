"""The span of a bar: written, read, and inferred from the times of rows."""

import re

import numpy as np

from runtime.domain.bars import DAY_NS, NANOSECONDS_PER_SECOND, Int64s
from runtime.market_data.errors import DataError
from runtime.market_data.row_order import steps_within

_UNIT_NS = {
    "w": 7 * DAY_NS,
    "d": DAY_NS,
    "h": 3600 * NANOSECONDS_PER_SECOND,
    "m": 60 * NANOSECONDS_PER_SECOND,
    "s": NANOSECONDS_PER_SECOND,
    "ms": NANOSECONDS_PER_SECOND // 1000,
}
_WRITTEN = re.compile(r"([1-9]\d{0,5})(ms|[smhdw])")
_SAMPLED_STEPS = 50_000


def parse_timeframe(text: str) -> int:
    """Return the nanoseconds of a timeframe such as `5m`.

    Raises:
        DataError: no positive whole number with one of the units ms s m h d w.

    >>> parse_timeframe("5m")
    300000000000
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise DataError(f"'{text}' is no timeframe", "write it as 5m, 1h, 1d or 1w")
    return int(match[1]) * _UNIT_NS[match[2]]


def timeframe_label(timeframe_ns: int) -> str:
    """Return how a timeframe is written, in the largest unit that divides it.

    >>> timeframe_label(3_600_000_000_000)
    '1h'
    """
    unit = next((unit for unit, ns in _UNIT_NS.items() if timeframe_ns % ns == 0), None)
    return f"{timeframe_ns}ns" if unit is None else f"{timeframe_ns // _UNIT_NS[unit]}{unit}"


def infer_timeframe(ts_open: Int64s, starts: Int64s) -> int | None:
    """Return the commonest step from one bar of a symbol to its next, the smaller of two equally common ones.

    Nights, weekends and halts are rarer than the steps between neighbours. None where no symbol has two bars.

    Args:
        ts_open: (n,) nanoseconds, strictly increasing within a symbol.
        starts: (symbols + 1,) where each symbol's rows start.
    """
    steps = steps_within(ts_open, starts)
    steps = steps[steps > 0]
    if not len(steps):
        return None
    sample = np.sort(steps[:: len(steps) // _SAMPLED_STEPS + 1])
    heads = np.flatnonzero(np.diff(sample, prepend=0))
    return int(sample[heads[np.argmax(np.diff(heads, append=len(sample)))]])
