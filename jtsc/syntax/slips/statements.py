"""Slips of a statement's form."""

import re

from jtsc.diagnostics import Diagnostic, Edit, Fix, phrase
from jtsc.syntax.slips.slip import Unexpected, is_balanced, rewrite


def two_on_one_line(met: Unexpected) -> Diagnostic | None:
    """`a = 1 b = 2`."""
    ends = met.expected & {"_NL", "$END"}
    if not ends or not met.line_before.strip() or not re.match(r"[^\W\d]\w*\s*[=:(]", met.after):
        return None
    blank = len(met.line_before) - len(met.line_before.rstrip())
    edit = Edit(met.span(met.start - blank, met.start), f"\n{met.indent}")
    fix = Fix(phrase("start a new line"), (edit,))
    return Diagnostic("JTS0109", met.span(met.start, met.end), {"text": met.found}, fixes=(fix,))


def if_for_when(met: Unexpected) -> Diagnostic | None:
    """`if (…) { … }` among rules."""
    if met.found != "if" or "WHEN" not in met.expected:
        return None
    span = met.span(met.start, met.end)
    return Diagnostic("JTS0129", span, fixes=rewrite(span, "when"))


def condition_without_brackets(met: Unexpected) -> Diagnostic | None:
    """`when close > open { … }`."""
    condition = re.match(r"[^{}\n]*(?=\{)", met.after)
    if met.expected != {"LPAR"} or not re.search(r"\bwhen\s*$", met.line_before):
        return None
    span = met.span(met.start, met.end)
    if condition is None or not condition[0].strip() or not is_balanced(condition[0]):
        return Diagnostic("JTS0130", span)
    end = met.start + len(condition[0].rstrip())
    whole = met.span(met.start, end)
    edits = (Edit(met.span(met.start, met.start), "("), Edit(met.span(end, end), ")"))
    return Diagnostic("JTS0130", whole, fixes=(Fix(phrase("put it in brackets"), edits),))
