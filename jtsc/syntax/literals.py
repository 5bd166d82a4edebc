"""What a literal's characters mean."""

SECOND_NS = 1_000_000_000
DURATION_NS = {
    "ms": 1_000_000,
    "s": SECOND_NS,
    "m": 60 * SECOND_NS,
    "h": 3_600 * SECOND_NS,
    "d": 86_400 * SECOND_NS,
    "w": 7 * 86_400 * SECOND_NS,
}

Value = int | float | str | bool | tuple[float, str]


def literal_value(terminal: str, text: str) -> tuple[str, Value]:
    """Return the kind and value of a literal (see `ast.Literal`) of this terminal of the grammar.

    >>> literal_value("PERCENT", "0.5%")
    ('ratio', 0.005)
    """
    if terminal == "NUMBER":
        return "number", _number(text)
    if terminal == "PERCENT":
        return "ratio", float(text[:-1].replace("_", "")) / 100
    if terminal == "BASIS_POINTS":
        return "ratio", float(text[:-2].replace("_", "")) / 10_000
    if terminal == "DURATION":
        digits = text.rstrip("mshdw")
        return "duration", int(digits.replace("_", "")) * DURATION_NS[text[len(digits) :]]
    if terminal == "TIME":
        hours, minutes, *seconds = (int(part) for part in text.split(":"))
        return "time", hours * 3_600 + minutes * 60 + (seconds[0] if seconds else 0)
    if terminal == "DATE":
        return "date", text
    if terminal == "MONEY":
        amount, currency = text.split()
        return "money", (float(_number(amount)), currency)
    if terminal in ("TRUE", "FALSE"):
        return "bool", terminal == "TRUE"
    return "text", text[1:-1].replace(r"\"", '"').replace(r"\\", "\\")


def _number(text: str) -> int | float:
    plain = text.replace("_", "")
    return float(plain) if "." in plain else int(plain)
