"""An exit that never has anything to end."""

from jtsc.diagnostics import Problems, phrase
from jtsc.ir import hir

_ENTRIES = {"exit.long": ("entry.long", "surge_detection"), "exit.short": ("entry.short",)}
_WHOLE = 1.0  # of the price: it cannot fall further


def lint_idle_exits(program: hir.Program, problems: Problems) -> None:
    """Report exits of a side that is never entered, and stops below a price of 0."""
    sections = {rule.section for rule in program.rules}
    for rule in program.rules:
        entries = _ENTRIES.get(rule.section, ())
        if entries and not sections.intersection(entries):
            hint = phrase("add a rule to `{section}`, or leave the exit out", section=entries[0])
            why = phrase("there is never a position that it could end")
            problems.add("JTS0605", rule.action.span, why=why, hint=hint)
    if "entry.short" in sections:
        return
    for name in ("stop_loss", "trailing_stop"):
        stop = program.limits.get(name)
        if isinstance(stop, hir.Constant) and stop.type.unit.value == "ratio" and float(stop.value) >= _WHOLE:
            hint = phrase("write a distance below 100%")
            problems.add("JTS0605", stop.span, why=phrase("no price falls so far"), hint=hint)
