"""Market prints of many symbols in memory."""

from dataclasses import dataclass

from runtime.domain.bars import Float64s, Int64s


@dataclass(frozen=True, slots=True)
class Ticks:
    """Columns of `n` rows, symbol after symbol; symbol `s` owns rows `starts[s]:starts[s + 1]`.

    Within a symbol `ts_event`, and within a millisecond `sequence`, rises from row to row. `sequence` is the
    venue's number of the trade; where it has none, the place within the millisecond.
    """

    symbols: tuple[str, ...]
    starts: Int64s  # (len(symbols) + 1,)
    ts_event: Int64s  # (n,) the venue's time, nanoseconds UTC
    sequence: Int64s
    price: Float64s
    volume: Float64s
    bid: Float64s  # NaN where there was no quote
    ask: Float64s
