"""Operators of other languages, and comparisons in a chain."""

import re

from jtsc.diagnostics import Diagnostic, Edit, Fix, phrase
from jtsc.syntax.slips.slip import OPERAND, Unexpected, is_balanced, rewrite

_HERE = {
    "&&": "AND",
    "&": "AND",
    "||": "OR",
    "|": "OR",
    "!": "NOT",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "≠": "!=",
    "=>": ">=",
    "≥": ">=",
    "=<": "<=",
    "≤": "<=",
}
_AS_CALL = {"**": "pow(a, b)", "?": "if a then b else c"}
_CHARACTERS = "".join(sorted(set("".join(_HERE))))
_GOES_ON = re.compile(r"%[^\S\n]*(?!(?:and|or|then|else|crosses|between)\b)[\w(]", re.IGNORECASE)


def foreign_operator(met: Unexpected) -> Diagnostic | None:
    """`&&`, `||`, `!`, `===`, `<>`, `=>`, `≤`, `**`, `?` …"""
    for mark, wanted in _AS_CALL.items():
        start = met.end - len(mark)
        if met.text[max(0, start) : met.end] == mark:
            return Diagnostic("JTS0121", met.span(start, met.end), {"found": mark, "wanted": wanted})
    start, end = met.start, met.start
    while start and met.text[start - 1] in _CHARACTERS:
        start -= 1
    while end < len(met.text) and met.text[end] in _CHARACTERS:
        end += 1
    found = met.text[start:end]
    if found not in _HERE:
        return None
    wanted = _HERE[found]
    before = " " if start and met.text[start - 1] not in " \n(" else ""
    after = " " if met.text[end : end + 1].strip() else ""
    span = met.span(start, end)
    return Diagnostic(
        "JTS0121", span, {"found": found, "wanted": wanted}, fixes=rewrite(span, f"{before}{wanted}{after}")
    )


def equals_sign(met: Unexpected) -> Diagnostic | None:
    """`=` for `:` before an argument, or for `==` in a condition."""
    if met.found != "=":
        return None
    span = met.span(met.start, met.end)
    if "COLON" in met.expected:
        blank = len(met.line_before) - len(met.line_before.rstrip())
        return Diagnostic("JTS0125", span, fixes=rewrite(met.span(met.start - blank, met.end), ":"))
    if met.rule == "rules" or re.search(r"\b(when|if|expect|where)\b|=", met.line_before):
        return Diagnostic("JTS0110", span, fixes=rewrite(span, "=="))
    return None


def colon(met: Unexpected) -> Diagnostic | None:
    """`:` or `:=` where `=` gives a name its value."""
    if met.found != ":" or "EQUAL" not in met.expected:
        return None
    end = met.start + len(":=") if met.after.startswith(":=") else met.end
    return Diagnostic("JTS0111", met.span(met.start, met.end), fixes=rewrite(met.span(met.start, end), "="))


def percent_sign(met: Unexpected) -> Diagnostic | None:
    """`3 %`, and `a % b` for a remainder."""
    if met.found != "%":
        return None
    number = re.search(r"(\d[\d_]*(?:\.\d[\d_]*)?)[^\S\n]+$", met.line_before)
    if number and not _GOES_ON.match(met.after):
        span = met.span(met.start - len(number[0]), met.end)
        return Diagnostic("JTS0112", span, {"number": number[1]}, fixes=rewrite(span, f"{number[1]}%"))
    left = re.search(rf"(?<![\w.*/])(?<![*/] )({OPERAND})\s*$", met.line_before)
    right = re.match(rf"%[^\S\n]*({OPERAND})", met.after)
    if not left or not right:
        return Diagnostic("JTS0113", met.span(met.start, met.end), {"call": "mod(a, b)"})
    span = met.span(met.start - len(left[0]), met.start + len(right[0]))
    call = f"mod({left[1]}, {right[1]})"
    return Diagnostic(
        "JTS0113", met.span(met.start, met.end), {"call": call}, fixes=rewrite(span, call, safe=False)
    )


def chain(met: Unexpected) -> Diagnostic | None:
    """`40 < x < 60`."""
    first = re.search(r"([<>=!]=?)([^<>=!\n]*)$", met.line_before)
    if met.found not in ("<", ">", "<=", ">=", "==", "!=") or first is None:
        return None
    span, middle = met.span(met.start, met.end), first[2].strip()
    if not middle or not is_balanced(middle):
        return Diagnostic("JTS0114", span)
    edit = Edit(met.span(met.start, met.start), f"AND {middle} ")
    one_way = first[1][0] == met.found[0] in ("<", ">")  # else languages differ on what it means
    return Diagnostic("JTS0114", span, fixes=(Fix(phrase("write two comparisons"), (edit,), one_way),))


def crossing(met: Unexpected) -> Diagnostic | None:
    """`crosses over`, `crosses under`."""
    if met.expected != {"ABOVE", "BELOW"}:
        return None
    directions = {"over": "above", "up": "above", "under": "below", "down": "below"}
    wanted = directions.get(met.found.lower())
    span = met.span(met.start, met.end)
    return Diagnostic("JTS0127", span, fixes=rewrite(span, wanted) if wanted else ())


def bounds(met: Unexpected) -> Diagnostic | None:
    """`x between 30 and 60`, `x between (30, 60)`."""
    if met.expected != {"LSQB"}:
        return None
    given = re.match(
        rf"\(?\s*({OPERAND})\s*(?:,|\.\.|\band\b|\bAND\b|\bto\b)\s*({OPERAND})(?:\s*\))?", met.after
    )
    if given is None:
        return Diagnostic("JTS0126", met.span(met.start, met.end), {"bounds": "[low, high]"})
    whole = given[0]
    if not whole.startswith("("):
        whole = whole.rstrip(") ") if whole.endswith(")") and not is_balanced(whole) else whole
    span = met.span(met.start, met.start + len(whole))
    wanted = f"[{given[1]}, {given[2]}]"
    return Diagnostic(
        "JTS0126", span, {"bounds": wanted}, fixes=rewrite(span, wanted) if is_balanced(whole) else ()
    )
