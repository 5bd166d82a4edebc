"""The surges that a run has detected."""

import numpy as np
from numpy.typing import NDArray

from jtsc.artifact import Artifact, Value
from runtime.backtest.feeds import Feeds
from runtime.domain.bars import NANOSECONDS_PER_SECOND, Float64s, Int64s
from runtime.domain.rule_bits import unpack_bits
from runtime.domain.rules import Signals
from runtime.domain.surges import Surges

_MILLISECOND_NS = NANOSECONDS_PER_SECOND // 1000
Places = NDArray[np.intp]
NO_ACCOUNT = ""  # of a strategy without sources


def detect_surges(artifact: Artifact, feeds: Feeds, signals: Signals, first_rows: Int64s) -> Surges:
    """Return where surges begin, in time order: where a rule of `surge_detection` is true, and has not been
    before in its bar or in the symbol's bar before that.

    It is looked for at the quotes, or at the closes where there are only bars. A forming bar's volume begins
    at nothing, so that one surge makes its rule true and false again from bar to bar. `first_rows` are those
    from which a run decides.
    """
    moments = feeds.moments
    looks = _looks(feeds)
    symbol = np.searchsorted(moments.starts, looks, side="right") - 1
    tradable = looks >= first_rows[symbol]
    true = unpack_bits(signals.bits, moments.starts)[:, looks] & tradable
    bar = np.arange(len(looks)) if feeds.quotes is None else feeds.quotes.ended[0]
    found = []
    for index, rule in enumerate(artifact.rules):
        if rule.section == "surge_detection":
            began = _beginnings(np.flatnonzero(true[index]), symbol, bar)
            change = 100 * _values(rule.price_change, signals, looks[began])
            found.append((began, change, _values(rule.volume_ratio, signals, looks[began])))
    places, changes, ratios = (np.concatenate(column) for column in zip(*found, strict=True))
    seen_at = (moments.ts_close if feeds.quotes is None else moments.ts_open)[looks]
    order = np.lexsort((symbol[places], seen_at[places]))
    places = places[order]
    latency_ns = seen_at[places] - _not_before(feeds, seen_at, symbol)[places]
    return Surges(
        symbols=moments.symbols,
        accounts=tuple(source.account for source in artifact.sources) or (NO_ACCOUNT,),
        symbol=symbol[places].astype(np.int32),
        account=feeds.accounts[symbol[places]],
        ts=seen_at[places],
        percent=changes[order].astype(np.float32),
        volume_ratio=ratios[order].astype(np.float32),
        latency_ms=(latency_ns // _MILLISECOND_NS).astype(np.uint32),
    )


def _looks(feeds: Feeds) -> Places:
    """Return the moments at which surges are looked for."""
    if feeds.quotes is not None:
        return feeds.quotes.event_rows
    return np.flatnonzero(~feeds.bars.halted)


def _beginnings(true: Places, symbol: Places, bar: Places) -> Places:
    """Return, of the looks at which a rule is true, those that begin a surge; `bar` counts bars."""
    is_same_symbol = np.diff(symbol[true], prepend=-1) == 0
    is_soon = np.diff(bar[true], prepend=0) <= 1
    found: Places = true[~(is_same_symbol & is_soon)]
    return found


def _not_before(feeds: Feeds, seen_at: Int64s, symbol: Places) -> Int64s:
    """Return, for each look, the time after which what it sees has happened: that of the look before.

    Over a pause it is the length of a bar, for nothing has happened in the pause.
    """
    before = np.roll(seen_at, 1)
    before[np.diff(symbol, prepend=-1) > 0] = 0
    earliest: Int64s = np.maximum(before, seen_at - feeds.bars.timeframe_ns)
    return earliest


def _values(value: Value | None, signals: Signals, rows: Places) -> Float64s:
    if value is None:
        return np.full(len(rows), np.nan)
    column: Float64s = signals.payload[value.index, rows]
    return column
