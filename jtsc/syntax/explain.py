"""Words for a syntax error: the common slips by name, the rest by what could have stood there."""

from jtsc.diagnostics import Diagnostic, phrase
from jtsc.syntax.slips.foreign_calls import foreign_call
from jtsc.syntax.slips.numbers import leading_point, unknown_suffix
from jtsc.syntax.slips.operators import (
    bounds,
    chain,
    colon,
    crossing,
    equals_sign,
    foreign_operator,
    percent_sign,
)
from jtsc.syntax.slips.slip import Recognise, Unexpected
from jtsc.syntax.slips.statements import condition_without_brackets, if_for_when, two_on_one_line

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
    "TICKS": "a value",
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
    "_RANGE": "`..`",
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
# The first that recognises what was met gives it its name.
_SLIPS: tuple[Recognise, ...] = (
    foreign_operator,
    equals_sign,
    colon,
    percent_sign,
    chain,
    leading_point,
    unknown_suffix,
    foreign_call,
    crossing,
    bounds,
    if_for_when,
    condition_without_brackets,
    two_on_one_line,
)


def explain_unexpected(met: Unexpected) -> Diagnostic:
    """Return what a syntax error is: a slip with a name of its own, or what could have stood there."""
    for recognise in _SLIPS:
        slip = recognise(met)
        if slip is not None:
            return slip
    words = sorted({_WORDS.get(terminal, f"`{terminal.lower()}`") for terminal in met.expected})
    words = [word for word in words if word != "the end of the section"]
    listed = ", ".join(words[:_MOST_LISTED]) + (" …" if len(words) > _MOST_LISTED else "")
    found = f"`{met.found}`" if met.found.strip() else phrase("end of the line")
    return Diagnostic("JTS0108", met.span(met.start, met.end), {"found": found, "expected": listed})
