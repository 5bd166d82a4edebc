"""Did-you-mean."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_CLOSE_ENOUGH = 0.6
_MOST_SLIPS = 3  # keystrokes between a name and what was meant


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, whatever the case; None if none is close.

    >>> did_you_mean("SMAA", ["SMA", "EMA", "RSI"])
    'SMA'
    """
    folded = name.casefold()
    scored = [(SequenceMatcher(None, folded, other.casefold()).ratio(), other) for other in known]
    best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    close = best[0] >= _CLOSE_ENOUGH and distance(folded, best[1].casefold()) <= _MOST_SLIPS
    return best[1] if close else None


def distance(left: str, right: str) -> int:
    """Return how many letters must be put in, left out or exchanged to make one text of the other.

    >>> distance("clsoe", "close"), distance("opn", "open")
    (2, 1)
    """
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, start=1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(right, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != other))
    return row[-1]
