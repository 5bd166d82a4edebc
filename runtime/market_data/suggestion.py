"""Did-you-mean for names a user typed."""

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(name: str, known: Iterable[str]) -> str:
    """Return `did you mean 'x'?`, or what is known when nothing is near, for at most five names."""
    names = list(known)
    by_folded = {candidate.casefold(): candidate for candidate in names}
    near = get_close_matches(name.casefold(), by_folded, n=1)
    if near:
        return f"did you mean '{by_folded[near[0]]}'?"
    shown = ", ".join(names[:5])
    return f"the file has {shown}{f' and {len(names) - 5} more' if len(names) > 5 else ''}"
