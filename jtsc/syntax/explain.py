"""Words for a syntax error: the common slips by name, the rest by what could have stood there."""

import re
from collections.abc import Iterable

# Terminal of the grammar -> what a person calls it; terminals of one name are listed once.
_WORDS = {
    "NAME": "a name",
    "NUMBER": "a value",
    "PERCENT": "a value",
    "BASIS_POINTS": "a value",
    "DURATION": "a value",
    "TIME": "a value",
    "DATE": "a value",
    "MONEY": "a value",
    "STRING": "a text",
    "TRUE": "a value",
    "FALSE": "a value",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "LSQB": "`[`",
    "RSQB": "`]`",
    "_LBRACE": "`{`",
    "_RBRACE": "`}`",
    "_RECORD": "a record",
    "EQUAL": "`=`",
    "COLON": "`:`",
    "COMMA": "`,`",
    "DOT": "`.`",
    "__ANON_0": "`..`",
    "COMPARE": "a comparison",
    "ADD": "an operator",
    "MUL": "an operator",
    "_AND": "`AND`",
    "_OR": "`OR`",
    "_NOT": "`NOT`",
    "CROSSES": "`crosses`",
    "BETWEEN": "`between`",
    "ABOVE": "`above`",
    "BELOW": "`below`",
    "IF": "`if`",
    "THEN": "`then`",
    "ELSE": "`else`",
    "WHEN": "`when`",
    "ON": "`on`",
    "IN": "`in`",
    "STEP": "`step`",
    "_NL": "the end of the line",
    "$END": "the end of the section",
}
_MOST_LISTED = 5


def explain_unexpected(
    found: str, expected: Iterable[str], rule: str, before: str, after: str
) -> tuple[str, dict[str, str]]:
    """Return code and facts for `found`, between `before` and `after` in a body of kind `rule`."""
    line_before = before.rsplit("\n", 1)[-1]
    if found == "=" and re.search(r"\bwhen\b", line_before):
        return "JTS0110", {}
    if found == ":" and rule in ("params", "bindings", "settings"):
        return "JTS0111", {}
    if found == "%" and re.search(r"\d\s+$", line_before):
        return "JTS0112", {"number": line_before.split()[-1]}
    if found == "%":
        return "JTS0113", {}
    if found in ("<", ">", "<=", ">=", "==", "!=") and re.search(r"[<>=!]=?[^<>=!\n]*$", line_before):
        return "JTS0114", {}
    if found == "." and re.match(r"\.\d", after):
        return "JTS0115", {"number": re.match(r"\.\d+", after)[0]}  # type: ignore[index]
    if re.match(r"[^\W\d]|\{", found) and re.search(r"\d$", line_before):
        return "JTS0116", {"text": f"{re.split(r'[^0-9.]', line_before)[-1]}{found}"}
    words = sorted({_WORDS.get(terminal, terminal.lower()) for terminal in expected})
    starts_statement = "the end of the line" in words or "the end of the section" in words
    if starts_statement and re.match(r"[^\W\d]\w*\s*[=:(]", after) and line_before.strip():
        return "JTS0109", {"text": found}
    words = [word for word in words if word != "the end of the section"]
    listed = ", ".join(words[:_MOST_LISTED]) + (" …" if len(words) > _MOST_LISTED else "")
    return "JTS0108", {"found": f"`{found}`" if found.strip() else "the end of the line", "expected": listed}
