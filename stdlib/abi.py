"""The contract between emitted strategies and the runtime.

An emitted module has:

`ABI`
    this version; the runtime refuses another.
`layout(params, clock_ns)`
    word offsets of the state's arrays, then the number of words: int64. A state is that many 8-byte words
    (`new_state`): counters, sums, rings; its bytes are a snapshot, and writing them back restores it.
`step(words, layout, numbers, times, scale, params, fired, payload)`
    takes in one bar of the decision clock: `numbers` and `times` hold its columns in the order of the
    artifact, `fired[r]` says whether rule r is true, `payload[p]` is what orders need of the market.
    `step_<c>` takes in a bar of the coarser clock c, and is called before the decision that sees it.
`peek(words, scratch, ...)`
    the same answer for a bar that is not finished: `words` stay as they are, `scratch` is written over.
`watch(first, last, quote_starts, starts, scales, layout, params, fired, payload, *quotes, *columns)`
    looks at symbols `first` to `last` on every quote: `fired[r, quote]` says whether rule r is true then,
    `payload[p, quote]` is what orders need where one is. `quotes` are open, high, low, close and volume of
    each quote, for each clock how many of its bars have ended by then, and the columns of the decision clock
    that a bar does not build from prices and volumes. A quote without volume leaves the bar's prices as they
    are, but for the last. `starts` and `columns` are those of `scan`.
`scan(first, last, starts, halted, scales, word_starts, layout, params, bits, *columns)`
    runs symbols `first` to `last` (exclusive) over whole columns: rule r is true at row `starts[s] + b` where
    bit `b & 63` of `bits[r, word_starts[s] + (b >> 6)]` is set. Halted rows are passed over.
`gather(symbol, starts, halted, scales, layout, params, out, *columns)`
    fills `out[p, row]` with the payloads of one symbol.
`settle(params)`
    the values of quantities and limits that are known before the run.
`warmup(params)`
    of values that look at trading days, and of those that do not: the clock, the bars before they are
    defined, the bars before their start no longer shows, and how many trading days they look at, their own
    included (0: none). The bars follow the first of these days. Each clock is there at least once.
"""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ABI_VERSION = 1
NO_SESSION = -(2**63)  # in `session_start` and `trading_day`: the bar lies outside every session
DAY_NS = 86_400_000_000_000
_UNITS = {
    "w": 7 * DAY_NS,
    "d": DAY_NS,
    "h": DAY_NS // 24,
    "m": DAY_NS // 1_440,
    "s": 1_000_000_000,
    "ms": 1_000_000,
}
_SETTLED = 1e-6  # the weight of the start below which a recursive value counts as settled


def whole_number(value: float, least: int, most: int) -> int:
    """Return a parameter's value where a whole number must stand; raises ValueError for another."""
    if not least <= value <= most or value != int(value):
        raise ValueError(f"{value:g} stands where a whole number from {least} to {most} belongs")
    return int(value)


def power_of_two(bars: int) -> int:
    """Return the least power of two that is not below `bars`."""
    return 1 << max(0, int(bars) - 1).bit_length()


def bars_within(span_ns: float, bar_ns: int) -> int:
    """Return how many entries a span of time can hold, with the one before it.

    They are bars of the session, or from a day on trading days.

    Raises ValueError for a span that bars of this length cannot show.
    """
    span, bar = _text(span_ns), _text(bar_ns)
    if span_ns < bar_ns:
        raise ValueError(f"a span of {span} is shorter than a bar of {bar}")
    if span_ns < DAY_NS:
        return int(span_ns) // bar_ns + 2
    if span_ns % DAY_NS:
        raise ValueError(f"a span of {span} is no whole number of days: from 1d on it counts trading days")
    if bar_ns > DAY_NS:
        raise ValueError(f"a span of {span} counts trading days, and a bar of {bar} shows no single ones")
    return trading_days(span_ns) + 1


def trading_days(span_ns: float) -> int:
    """Return how many trading days a span of time counts; one within the session counts none."""
    return int(span_ns) // DAY_NS


def _text(span_ns: float) -> str:
    unit = next((name for name, length in _UNITS.items() if span_ns % length == 0), "ms")
    return f"{span_ns / _UNITS[unit]:g}{unit}"


def offsets(lengths: list[int]) -> "NDArray[np.int64]":
    """Return where arrays of these lengths begin when they follow each other, and where the last ends."""
    import numpy as np

    return np.cumsum([0, *lengths], dtype=np.int64)


def ema_tail(period: int) -> int:
    """Return after how many bars an exponential average of weight 2 / (period + 1) has forgotten its start.

    >>> ema_tail(20)
    138
    """
    return _tail(1.0 - 2.0 / (period + 1))


def wilder_tail(period: int) -> int:
    """Return the same for Wilder's weight 1 / period."""
    return _tail(1.0 - 1.0 / period)


def _tail(kept: float) -> int:
    return math.ceil(math.log(_SETTLED) / math.log(kept)) if kept > 0.0 else 0
