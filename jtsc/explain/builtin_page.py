"""The page of a built-in: how it is written, what it is, and when it is known."""

from jtsc.typesys.prelude import declaration, find_builtin


def builtin_page(name: str) -> str | None:
    """Return the page of a built-in; None if there is none of this name."""
    signature = find_builtin(name)
    if signature is None:
        return None
    told = declaration(signature.name)
    parts = [f"{signature.category} {signature.name}{told.head}", signature.doc]
    known = [_known(told.facts[fact], fact) for fact in ("defined", "settled") if fact in told.facts]
    if known:
        parts.append("\n".join(known))
    if "sessions" in told.facts:
        parts.append(f"looks at {told.facts['sessions']} trading days, its own included")
    return "\n\n".join(parts)


def _known(bars: str, fact: str) -> str:
    what = "before the first value" if fact == "defined" else "before where the data begins no longer shows"
    return f"{fact} after: {bars} bars {what}"
