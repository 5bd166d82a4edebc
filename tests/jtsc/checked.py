"""Checking texts in tests."""

from jtsc.diagnostics import Diagnostic, Severity
from jtsc.frontend import Checked, Frontend
from jtsc.ir.mir import Mir
from jtsc.passes import run_passes
from jtsc.source import Source


def check(text: str) -> Checked:
    return Frontend().check(Source.from_text(text))


def codes(text: str) -> list[str]:
    """Return the codes of the errors of a text, by place; what lints say is tested apart."""
    return [found.code for found in check(text).diagnostics if found.severity is Severity.ERROR]


def excerpt(checked: Checked, diagnostic: Diagnostic) -> str:
    """Return the characters that a diagnostic underlines."""
    return checked.source.excerpt(diagnostic.span)


def rule(condition: str, declarations: str = "") -> str:
    """Return a strategy of one rule."""
    entry = f"entry.long {{\nwhen ({condition}) {{ buy(quantity: 5%) }}\n}}"
    return f'strategy("S") {{\n{declarations}\n{entry}\n}}\n'


def traded(condition: str, declarations: str = "") -> str:
    """Return a strategy of one entry that a stop ends: nothing in it is suspicious."""
    stop = "risk_management {\nstop_loss = 5%\n}\n"
    return rule(condition, declarations).removesuffix("}\n") + stop + "}\n"


def optimised(text: str) -> Mir:
    checked = check(text)
    assert checked.hir is not None, checked.diagnostics
    return dict(run_passes(checked.hir))["drop_unused"]
