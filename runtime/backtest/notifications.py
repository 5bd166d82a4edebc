"""What a strategy has told in a run, as people read it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jtsc.artifact import Artifact, Message
from runtime.backtest.report.value_text import value_text
from runtime.domain.bars import INSTANT_NS, Bars
from runtime.domain.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Notification:
    """A text about a symbol, and the time of the decision at which it was told, nanoseconds UTC."""

    ts: int
    symbol: str
    text: str


def list_notifications(outcome: Outcome, artifact: Artifact, bars: Bars) -> tuple[Notification, ...]:
    """Return what was told, in time order."""
    notices = outcome.notices
    decided = bars.ts_open if bars.timeframe_ns == INSTANT_NS else bars.ts_close
    ts = decided[notices["row"]]
    order = np.argsort(ts, kind="stable").tolist()
    symbols, messages = notices["symbol"].tolist(), notices["message"].tolist()
    told = artifact.messages

    def notification(place: int) -> Notification:
        symbol = bars.symbols[symbols[place]]
        values = outcome.notice_values[place].tolist()
        return Notification(int(ts[place]), symbol, message_text(told[messages[place]], symbol, values))

    return tuple(map(notification, order))


def message_text(message: Message, symbol: str, values: Sequence[float]) -> str:
    """Return a message with the symbol and the values in their places."""
    following = iter(values)
    written = []
    for part in message.parts:
        if part.kind == "value":
            written.append(_written(next(following), part.text))
        else:
            written.append(symbol if part.kind == "symbol" else part.text)
    return "".join(written)


def _written(value: float, unit: str) -> str:
    """Return a value as one reads it at a glance: ratios as percent, the others plainly.

    >>> _written(-0.0512345, "ratio"), _written(70_500.0, "price"), _written(0.00001234, "price")
    ('-5.12%', '70500', '0.00001234')
    """
    if value != value:
        return "na"
    match unit:
        case "ratio":
            return f"{value * 100:.2f}%"
        case "price" | "money" | "number" | "volume" | "quantity":
            text = f"{value:.{4 if abs(value) >= 1 else 8}f}"
            return text.rstrip("0").rstrip(".")
    return value_text(value, unit)
