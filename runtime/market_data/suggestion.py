"""Did-you-mean for names a user typed."""

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(name: str, known: Iterable[str], listed: str = "the file has") -> str:
    """Return `did you mean 'x'?`, or, when nothing is near, `listed` and the first five known names."""
    names = list(known)
    by_folded = {candidate.casefold(): candidate for candidate in names}
    near = get_close_matches(name.casefold(), by_folded, n=1)
    if near:
        return f"did you mean '{by_folded[near[0]]}'?"
    shown = ", ".join(names[:5])
    return f"{listed} {shown}{f' and {len(names) - 5} more' if len(names) > 5 else ''}"
