"""An entry that nothing ends. A surge is exempt: it is often held by hand."""

from jtsc.check.limits import STOPS
from jtsc.diagnostics import Problems
from jtsc.ir import hir


def lint_entries_without_exit(program: hir.Program, problems: Problems) -> None:
    """Report the first entry of a side that has neither an exit nor a stop, a target or a trail."""
    sections = {rule.section for rule in program.rules}
    if any(name in program.limits for name in STOPS):
        return
    for side, verb in (("long", "sell"), ("short", "cover")):
        if f"exit.{side}" not in sections:
            entries = (rule for rule in program.rules if rule.section == f"entry.{side}")
            for rule in list(entries)[:1]:
                problems.add("JTS0604", rule.action.span, side=side, verb=verb)
