"""The given surge rule in plain Python, bar by bar and quote by quote, by the words of the language."""

from collections.abc import Sequence

from tests.runtime.market_data.generator.made_market import DAY, MINUTE, Bar, Quote

SPAN = 5 * MINUTE


def is_true(
    last: float,
    volume: float,
    bid: float | None,
    ask: float | None,
    now: int,
    before: Sequence[Bar],
    length: int,
) -> bool:
    """Judge price_change(5m) > 3% AND volume > avg_volume(20) * 2 AND spread < 0.5% at the time `now`.

    Args:
        volume: of the forming bar so far.
        before: the completed bars, halts left out.
        length: of a bar, nanoseconds.
    """
    if len(before) < 20 or bid is None or ask is None:
        return False
    old = [bar for bar in before[-12:] if bar.ts // DAY == now // DAY and bar.ts + length <= now - SPAN]
    if not old:
        return False
    average = sum(bar.volume for bar in before[-20:]) / 20
    spread = (ask - bid) / ((ask + bid) / 2)
    return last / old[-1].close - 1 > 0.03 and volume > average * 2 and spread < 0.005


def true_bars(rows: Sequence[Bar], length: int) -> list[int]:
    """Return the opening times of the bars at whose close the rule is true."""
    bars = [row for row in rows if not row.is_halt]
    return [
        bar.ts
        for i, bar in enumerate(bars)
        if is_true(bar.close, bar.volume, bar.bid, bar.ask, bar.ts + length, bars[max(i - 30, 0) : i], length)
    ]


def bars_with_true_quotes(rows: Sequence[Bar], quotes: Sequence[Quote], length: int) -> list[int]:
    """Return the opening times of the bars inside which some quote makes the rule true."""
    bars = [row for row in rows if not row.is_halt]
    found = []
    position = 0
    for i, bar in enumerate(bars):
        traded = 0.0
        hit = False
        while position < len(quotes) and quotes[position].ts < bar.ts + length:
            quote = quotes[position]
            position += 1
            traded += quote.size
            before = bars[max(i - 30, 0) : i]
            hit |= is_true(quote.last, traded, quote.bid, quote.ask, quote.ts, before, length)
        if hit:
            found.append(bar.ts)
    return found
