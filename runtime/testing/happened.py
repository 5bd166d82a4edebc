"""What a short run did, in a few sentences."""

import numpy as np

from runtime.backtest.run import Backtest
from runtime.domain.outcome import FillReason

_MOST_FILLS = 12


def what_happened(done: Backtest) -> tuple[str, ...]:
    """Return from which bar on a run of one symbol decided, what filled, and what came to nothing."""
    first = int(np.searchsorted(done.timeline.ts_open, done.summary.first_ts))
    notes = [f"decisions begin at bar {first}, the first at which all values are defined"] if first else []
    fills = [_fill(done, fill) for fill in done.outcome.fills[:_MOST_FILLS]]
    if len(done.outcome.fills) > _MOST_FILLS:
        fills.append(f"{len(done.outcome.fills) - _MOST_FILLS} more")
    notes.append(f"filled: {', '.join(fills)}" if fills else "nothing was filled")
    notes += [f"dropped or cut: {each.what} ({each.count})" for each in done.summary.dropped]
    return tuple(notes)


def _fill(done: Backtest, fill: np.void) -> str:
    verb = "bought" if fill["side"] > 0 else "sold"
    quantity = fill["quantity"] / done.grid.quantity_scale[0]
    price = fill["price"] / done.grid.price_scale[0]
    reason = FillReason(fill["reason"])
    why = "" if reason is FillReason.SIGNAL else f" ({reason.name.lower().replace('_', ' ')})"
    return f"bar {fill['row']} {verb} {quantity:g} at {price:g}{why}"
