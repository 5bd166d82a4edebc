"""Did-you-mean."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_CLOSE_ENOUGH = 0.6


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, whatever the case; None if none is close.

    >>> did_you_mean("SMAA", ["SMA", "EMA", "RSI"])
    'SMA'
    """
    folded = name.casefold()
    scored = [(SequenceMatcher(None, folded, other.casefold()).ratio(), other) for other in known]
    best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    return best[1] if best[0] >= _CLOSE_ENOUGH else None
